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
        """How long there was no input; ticks are milliseconds that start again after 49 days."""
        last = _LastInput(ctypes.sizeof(_LastInput), 0)
        if not self._windows.user32.GetLastInputInfo(ctypes.byref(last)):
            return None
        now = int(self._windows.kernel32.GetTickCount())
        return float((now - int(last.ticks)) & 0xFFFFFFFF) / 1000

    def close(self) -> None:
        """There is nothing to let go of."""
