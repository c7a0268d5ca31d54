"""Escrow: the only one that names accounts for a job."""
