"""Pauses of a job: which time lies in one, and who may end it (rules: hourly week 6)."""

from collections.abc import Iterable
from datetime import datetime

from handsel.work.hours.weeks import Span
from handsel.work.jobs.lifecycle import Side

Period = tuple[datetime, datetime | None]
"""From when to when a job was paused; one that still is has no end."""


def is_paused_in(span: Span, pauses: Iterable[Period]) -> bool:
    """Whether some of a span lies in a pause."""
    return any(start < span.end and (end is None or span.start < end) for start, end in pauses)


def may_resume(side: Side, *, paused_by: Side, is_short: bool) -> bool:
    """Whether a side may end a pause: its own, unless the client has yet to pay for work that was done."""
    return side is paused_by and side is not Side.HOUSE and not is_short
