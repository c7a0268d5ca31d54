"""Wake the workers of this process as soon as a task is scheduled."""

import threading


class _Wakeup:
    """A counter of wake-ups, and the count that each thread has seen."""

    def __init__(self) -> None:
        self.count = 0
        self.condition = threading.Condition()
        self.seen = threading.local()


_wakeup = _Wakeup()


def wake() -> None:
    """Wake the workers of this process, if any."""
    with _wakeup.condition:
        _wakeup.count += 1
        _wakeup.condition.notify_all()


def wait(seconds: float) -> bool:
    """Wait for a wake-up that this thread has not seen yet, at most so long; whether one came."""
    with _wakeup.condition:
        came = _wakeup.condition.wait_for(lambda: _wakeup.count != getattr(_wakeup.seen, "count", 0), seconds)
        _wakeup.seen.count = _wakeup.count
        return came
