"""Milestones and status reports: funding, delivery, release, refund."""
