"""The kinds of entries of disputes."""

from handsel.trust.disputes.entries import decisions, declining, offers, opening, sealed

__all__ = ["decisions", "declining", "offers", "opening", "sealed"]
