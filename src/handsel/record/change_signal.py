"""Callbacks in this process after each commit that may change a page.

For commits of other processes, PostgreSQL notifies on a channel (`sql/postgresql/chains.sql`), and event
streams poll every second.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

CHANNEL = "handsel_entries"
"""The PostgreSQL channel that announces new entries."""

_listeners: set[Callable[[], None]] = set()


def notify_change() -> None:
    """Call all listeners of this process."""
    for callback in tuple(_listeners):
        callback()


@contextmanager
def listening(callback: Callable[[], None]) -> Iterator[None]:
    """Register a callback inside the block; it runs in the committing thread."""
    _listeners.add(callback)
    try:
        yield
    finally:
        _listeners.discard(callback)
