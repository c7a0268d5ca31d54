"""A bell in this process: whoever asks for due work rings it, so that every worker in it comes at once."""

import threading


class _Wakeup:
    """How often it rang, and how many of these rings each thread has heard."""

    def __init__(self) -> None:
        self.rings = 0
        self.rung = threading.Condition()
        self.heard = threading.local()


_wakeup = _Wakeup()


def wake() -> None:
    """Call the workers of this process, if it has any."""
    with _wakeup.rung:
        _wakeup.rings += 1
        _wakeup.rung.notify_all()


def wait(seconds: float) -> None:
    """Wait for a ring that this thread has not heard yet, at most so long."""
    with _wakeup.rung:
        _wakeup.rung.wait_for(lambda: _wakeup.rings != getattr(_wakeup.heard, "rings", 0), seconds)
        _wakeup.heard.rings = _wakeup.rings
