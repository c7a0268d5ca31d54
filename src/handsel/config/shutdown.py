"""Shut down on SIGINT and SIGTERM by raising SystemExit, so that everything open is closed."""

import signal
import sys
from typing import Any


def exit_on_signal() -> None:
    """From now on SIGINT and SIGTERM raise SystemExit in the main thread."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _exit)


def _exit(*_: Any) -> None:
    sys.exit(0)
