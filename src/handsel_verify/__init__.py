"""Checking a record without the house that kept it: pure Python, no framework."""
