"""The kinds of entries about milestones: their money, what is asked about it, and status reports."""

from handsel.work.milestones.entries import money, reports, requests, splits

__all__ = ["money", "reports", "requests", "splits"]
