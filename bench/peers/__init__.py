"""Ledgers to compare with."""
