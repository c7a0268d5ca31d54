"""Disputes that wait for an operator."""
