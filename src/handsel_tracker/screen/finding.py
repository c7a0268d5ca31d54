"""Which way of taking screenshots this desktop has."""

import sys

from handsel_tracker.desktop.session import is_wayland, is_x11
from handsel_tracker.screen.port import CaptureFailed, Screen


def find_screen() -> Screen:
    """The screen of this desktop, or `CaptureFailed`; Wayland first, where X11 shows a part of it only."""
    if sys.platform == "darwin":
        from handsel_tracker.screen.macos import MacScreen

        return MacScreen()
    if sys.platform == "win32":
        from handsel_tracker.screen.windows import WindowsScreen

        return WindowsScreen()
    if is_wayland():
        from handsel_tracker.screen.wayland import PortalScreen

        return PortalScreen()
    if is_x11():
        from handsel_tracker.screen.x11 import X11Screen

        return X11Screen()
    raise CaptureFailed(
        "There is no desktop here: neither DISPLAY nor WAYLAND_DISPLAY is set.",
        "Start the Tracker from the desktop where you work.",
    )
