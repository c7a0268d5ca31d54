"""Verify a record independently of its house: pure Python, no dependencies."""
