"""The kinds of entries of conduct."""

from handsel.trust.conduct.entries import appeals, decisions, house, reports

__all__ = ["appeals", "decisions", "house", "reports"]
