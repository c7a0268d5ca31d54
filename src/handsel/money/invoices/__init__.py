"""Invoices: one per payment, numbered without gaps."""
