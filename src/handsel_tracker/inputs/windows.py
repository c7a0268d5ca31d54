"""Input under Windows: how long ago it was, by GetLastInputInfo. Experimental: it was not run on Windows."""

import ctypes
from typing import Any

from handsel_tracker.inputs.port import Activity

ACTIVE_SECONDS = 1.5


class _LastInput(ctypes.Structure):
    """LASTINPUTINFO."""

    _fields_ = [("size", ctypes.c_uint32), ("ticks", ctypes.c_uint32)]


class WindowsActivity:
    """Seconds since the last input of this session; counts would need a hook that sees keys."""

    name = "Windows (experimental)"
    is_gone = False

    def __init__(self) -> None:
        self._windows: Any = vars(ctypes)["windll"]
        self._windows.kernel32.GetTickCount.restype = ctypes.c_uint32

    def poll(self) -> Activity:
        """Whether there was input in the last second."""
        idle = self.idle_seconds()
        return Activity(idle is not None and idle < ACTIVE_SECONDS, None, None)

    def idle_seconds(self) -> float | None:
        """How long there was no input; None if Windows does not say."""
        last = _LastInput(ctypes.sizeof(_LastInput), 0)
        if not self._windows.user32.GetLastInputInfo(ctypes.byref(last)):
            return None
        return seconds_between(last.ticks, self._windows.kernel32.GetTickCount())

    def close(self) -> None:
        """There is nothing to let go of."""


def seconds_between(earlier: int, later: int) -> float:
    """From one number of milliseconds to another; they start again at 0 after 49 days."""
    return ((later - earlier) & 0xFFFFFFFF) / 1000
