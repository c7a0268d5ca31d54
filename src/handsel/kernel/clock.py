"""The one place that asks what time it is, so that history can be told and clocks can be tested."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The present instant, in UTC, to the microsecond."""
    return _told.get() or datetime.now(UTC)


@contextmanager
def told(instant: datetime) -> Iterator[None]:
    """Let the present be `instant` inside the block."""
    if instant.tzinfo is None:
        raise ValueError("an instant has a time zone")
    token = _told.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(token)
