"""A bell in this process: whoever asks for due work rings it, so that its worker comes at once."""

import threading

_rung = threading.Event()


def ring() -> None:
    """Call the worker of this process, if it has one."""
    _rung.set()


def wait(seconds: float) -> None:
    """Wait for the bell, at most so long."""
    _rung.wait(seconds)
    _rung.clear()
