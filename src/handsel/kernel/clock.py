"""The one place that asks what time it is, so that history can be told and clocks can be tested."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_frozen: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The present instant, in UTC, to the microsecond."""
    return _frozen.get() or datetime.now(UTC)


@contextmanager
def frozen_at(instant: datetime) -> Iterator[None]:
    """Let the present be `instant` inside the block."""
    if instant.tzinfo is None:
        raise ValueError("an instant has a time zone")
    token = _frozen.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
