"""Answers to a timesheet hold for what was shown: its form carries the version that its page read."""

from handsel.kernel.refusals import Stale


def refuse_other_version(current: str, shown: str) -> None:
    """Raise `Stale` if what was shown is another version than what is there now."""
    if shown != current:
        raise Stale
