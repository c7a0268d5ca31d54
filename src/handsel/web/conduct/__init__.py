"""Reporting the other side of a job, and what an operator decided about oneself."""
