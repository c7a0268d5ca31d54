"""Searching all jobs of a person."""
