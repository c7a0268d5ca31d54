"""Invoices: one for every payment, numbered without gaps."""
