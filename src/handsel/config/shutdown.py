"""Shut down on SIGINT and SIGTERM by an exception, so that everything open is closed."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Stopped(SystemExit):
    """A signal asked the process to end."""


def exit_on_signal() -> None:
    """From now on SIGINT and SIGTERM raise `Stopped` in the main thread."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _exit)


@contextmanager
def leaving_threads() -> Iterator[None]:
    """End the process at `Stopped` without waiting for its threads.

    One may be handing an answer, whose reader was slow, to a server that is gone: it would wait for ever.
    """
    try:
        yield
    except Stopped:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _exit(*_: Any) -> None:
    raise Stopped(0)
