"""Exits: both sides of a job agree that they may work elsewhere, for the fee of its policy."""
