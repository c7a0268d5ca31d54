"""Screenshots under Windows, by mss and GDI. Experimental: it was not run on Windows."""

import ctypes
from typing import Any

from handsel_tracker.screen.port import Grab, Monitor, Wanted
from handsel_tracker.screen.whole_monitors import grab_monitors, list_monitors

_PER_MONITOR_AWARE = 2


class WindowsScreen:
    """The screen of a Windows desktop, in real pixels."""

    name = "Windows (experimental)"
    can_choose = True

    def __init__(self) -> None:
        # Without it, Windows gives pictures of scaled monitors at a lower size.
        windows: Any = vars(ctypes)["windll"]
        windows.shcore.SetProcessDpiAwareness(_PER_MONITOR_AWARE)

    def monitors(self) -> list[Monitor]:
        """The monitors as Windows lists them."""
        return list_monitors()

    def grab(self, wanted: Wanted) -> list[Grab]:
        """Take the pixels now."""
        return grab_monitors(wanted)

    def ask(self) -> None:
        """Windows asks nobody: try that it works."""
        self.grab(Wanted())
