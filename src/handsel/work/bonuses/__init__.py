"""Bonuses: what a client pays beside the agreed price, on either kind of job."""
