"""A bell in this process: whoever asks for due work rings it, so that every worker in it comes at once."""

import threading


class _Bell:
    """How often it rang, and how many of these rings each thread has heard."""

    def __init__(self) -> None:
        self.rings = 0
        self.rung = threading.Condition()
        self.heard = threading.local()


_bell = _Bell()


def ring() -> None:
    """Call the workers of this process, if it has any."""
    with _bell.rung:
        _bell.rings += 1
        _bell.rung.notify_all()


def wait(seconds: float) -> None:
    """Wait for a ring that this thread has not heard yet, at most so long."""
    with _bell.rung:
        _bell.rung.wait_for(lambda: _bell.rings != getattr(_bell.heard, "rings", 0), seconds)
        _bell.heard.rings = _bell.rings
