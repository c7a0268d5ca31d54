"""Policies: named, versioned sets of the numbers by which the house runs."""
