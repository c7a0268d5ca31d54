"""The time of an entry: it runs forwards along its chain, and is not before what the house has signed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from handsel.kernel import clock
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.record.models import SignedCheckpoint

CLOCK_BACK_MAX = timedelta(minutes=1)
"""How far the clock may be set back: within it, an entry takes the time of the one before it."""

_history: ContextVar[bool] = ContextVar("history", default=False)


class ClockWrong(Refusal):
    """The clock of the machine is before what is on the record by more than a minute."""

    what = gettext_noop("The clock of this site is wrong: it shows a time that is already past.")
    way_out = gettext_noop("An operator must set the clock right. Try again after that.")


def entry_time(now: datetime, *, previous: datetime | None, signed: datetime | None) -> datetime:
    """The time of an entry that is made now, after the previous one of its chain and the last checkpoint.

    Raises `ClockWrong` if now is before either by more than a minute, unless history is told.
    """
    if not _history.get() and any(at and now < at - CLOCK_BACK_MAX for at in (previous, signed)):
        raise ClockWrong
    return max(now, previous) if previous is not None else now


def clock_is_wrong() -> bool:
    """Whether the clock is before the last checkpoint by more than entries may be."""
    last = SignedCheckpoint.objects.order_by("-size").values_list("signed_at", flat=True).first()
    return last is not None and is_clock_before(last)


def is_clock_before(last: datetime) -> bool:
    """Whether the clock is before the time of the last checkpoint by more than entries may be."""
    return clock.now() < last - CLOCK_BACK_MAX


@contextmanager
def telling_history() -> Iterator[None]:
    """Let time run backwards, for the sample house, which is told a past.

    An entry that would be before the last of its chain takes the time of that one.
    """
    token = _history.set(True)
    try:
        yield
    finally:
        _history.reset(token)
