"""The kinds of entries of disputes."""

from handsel.trust.disputes.entries import decisions, offers, opening, sealed

__all__ = ["decisions", "offers", "opening", "sealed"]
