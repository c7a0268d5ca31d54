"""Wake the workers of this process as soon as a task is scheduled."""

import threading


class _Wakeup:
    """A counter of wake-ups, and the count that each thread has seen."""

    def __init__(self) -> None:
        self.rings = 0
        self.rung = threading.Condition()
        self.heard = threading.local()


_wakeup = _Wakeup()


def wake() -> None:
    """Wake the workers of this process, if any."""
    with _wakeup.rung:
        _wakeup.rings += 1
        _wakeup.rung.notify_all()


def wait(seconds: float) -> None:
    """Wait for a wake-up that this thread has not seen yet, at most so long."""
    with _wakeup.rung:
        _wakeup.rung.wait_for(lambda: _wakeup.rings != getattr(_wakeup.heard, "rings", 0), seconds)
        _wakeup.heard.rings = _wakeup.rings
