"""The kinds of entries of disputes."""

from handsel.trust.disputes.entries import offers, opening, sealed

__all__ = ["offers", "opening", "sealed"]
