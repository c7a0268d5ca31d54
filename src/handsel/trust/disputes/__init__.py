"""Disputes: both sides negotiate about a part of what is held, and an operator decides if they cannot."""
