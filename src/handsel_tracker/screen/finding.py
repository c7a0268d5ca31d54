"""Which way of taking screenshots this desktop has."""

import os
import sys

from handsel_tracker.screen.port import CaptureFailed, Screen


def find_screen() -> Screen:
    """The screen of this desktop, or `CaptureFailed`; Wayland first, where X11 shows a part of it only."""
    if sys.platform == "darwin":
        from handsel_tracker.screen.macos import MacScreen

        return MacScreen()
    if sys.platform == "win32":
        from handsel_tracker.screen.windows import WindowsScreen

        return WindowsScreen()
    if os.environ.get("WAYLAND_DISPLAY") or os.environ.get("XDG_SESSION_TYPE") == "wayland":
        from handsel_tracker.screen.wayland import PortalScreen

        return PortalScreen()
    if os.environ.get("DISPLAY"):
        from handsel_tracker.screen.x11 import X11Screen

        return X11Screen()
    raise CaptureFailed(
        "There is no desktop here: neither DISPLAY nor WAYLAND_DISPLAY is set.",
        "Start the Tracker from the desktop where you work.",
    )
