"""Casework: who of the operators has a matter of a queue, and what they note about it."""
