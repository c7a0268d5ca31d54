"""Verify a record independently of its site: pure Python, no dependencies."""
