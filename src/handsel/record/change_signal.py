"""A bell in this process for those who watch: it rings when something was committed that a page may show.

What other processes commit it does not tell; on PostgreSQL entries say so themselves, on a channel
(`sql/postgresql/chains.sql`), and whoever watches looks by itself every second.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

CHANNEL = "handsel_entries"
"""Where PostgreSQL says that a chain grew."""

_listeners: set[Callable[[], None]] = set()


def notify_change() -> None:
    """Call everybody who listens in this process."""
    for heard in tuple(_listeners):
        heard()


@contextmanager
def listening(heard: Callable[[], None]) -> Iterator[None]:
    """Be called whenever it rings, in whichever thread that is, until the block ends."""
    _listeners.add(heard)
    try:
        yield
    finally:
        _listeners.discard(heard)
