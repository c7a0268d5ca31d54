"""Waiting for what another thread or process does."""

import time
from collections.abc import Callable


def until(holds: Callable[[], object], seconds: float = 10) -> bool:
    """Whether something comes to hold within so many seconds."""
    patience = time.monotonic() + seconds
    while time.monotonic() < patience:
        if holds():
            return True
        time.sleep(0.02)
    return bool(holds())
