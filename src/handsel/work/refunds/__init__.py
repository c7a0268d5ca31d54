"""Refunds after payment: what a freelancer gives back of what was paid, on either kind of job."""
