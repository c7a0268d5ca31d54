"""The kinds of entries of disputes."""

from handsel.trust.disputes.entries import offers, opening

__all__ = ["offers", "opening"]
