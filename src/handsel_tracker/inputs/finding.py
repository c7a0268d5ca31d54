"""Which way of learning of input this desktop has."""

import logging
import sys
import time
from collections.abc import Callable, Iterator

from handsel_tracker.desktop.session import is_wayland, is_x11
from handsel_tracker.inputs.lock import LockWatch
from handsel_tracker.inputs.port import NOTHING_KNOWN, Activity, ActivitySource, Inputs

RETRY_SECONDS = 30
"""How long after a desktop went away, or was not there yet, it is looked for again."""


class UnknownActivity:
    """Input of which nothing is known."""

    name = "nothing"
    is_gone = True

    def poll(self) -> Activity:
        """Nothing is known."""
        return NOTHING_KNOWN

    def idle_seconds(self) -> float | None:
        """Nothing is known."""
        return None

    def close(self) -> None:
        """There is nothing to let go of."""


class DesktopInputs:
    """The input of this desktop and its lock; it looks again for a desktop that went away."""

    def __init__(self) -> None:
        self._source = find_source()
        self._lock = LockWatch()
        self._retry_at = time.monotonic() + RETRY_SECONDS

    @property
    def name(self) -> str:
        """Where it learns of input."""
        return self._source.name

    def poll(self) -> Activity:
        """What happened since the last poll."""
        self._lock.poll()
        if time.monotonic() >= self._retry_at:
            self._retry_at = time.monotonic() + RETRY_SECONDS
            self._lock.reopen()
            if self._source.is_gone:
                self._source.close()
                self._source = find_source()
        return self._source.poll()

    def idle_seconds(self) -> float | None:
        """How long there was no input."""
        return self._source.idle_seconds()

    def is_locked(self) -> bool | None:
        """Whether the screen is locked."""
        return self._lock.is_locked

    def close(self) -> None:
        """Let go of the desktop."""
        self._source.close()
        self._lock.close()


def find_inputs() -> Inputs:
    """The best that this desktop has; where there is none, inputs that know nothing."""
    return DesktopInputs()


def find_source() -> ActivitySource:
    """The first way that works here."""
    for make in _candidates():
        try:
            return make()
        except OSError:
            logging.getLogger(__name__).info("no input by %s", make, exc_info=True)
    return UnknownActivity()


def _candidates() -> Iterator[Callable[[], ActivitySource]]:
    """The ways to try; under Wayland X11 sees a part of the input only, and is none."""
    if sys.platform == "darwin":
        from handsel_tracker.inputs.macos import MacActivity

        yield MacActivity
    elif sys.platform == "win32":
        from handsel_tracker.inputs.windows import WindowsActivity

        yield WindowsActivity
    elif is_wayland():
        from handsel_tracker.inputs.mutter import MutterActivity
        from handsel_tracker.inputs.wayland import WaylandActivity

        yield WaylandActivity
        yield MutterActivity
    elif is_x11():
        from handsel_tracker.inputs.x11 import X11Activity

        yield X11Activity
