"""The kinds of entries of conduct."""

from handsel.trust.conduct.entries import appeals, decisions, flags, house, reports

__all__ = ["appeals", "decisions", "flags", "house", "reports"]
