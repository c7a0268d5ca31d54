"""Screenshots under macOS, by mss and CoreGraphics. Experimental: it was not run on a Mac."""

import ctypes

from handsel_tracker.screen.port import CaptureFailed, Grab, Monitor, Wanted
from handsel_tracker.screen.whole_monitors import grab_monitors, list_monitors

_FRAMEWORK = "/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics"


class MacScreen:
    """The screen of a Mac, in real pixels."""

    name = "macOS (experimental)"
    can_choose = True

    def monitors(self) -> list[Monitor]:
        """The monitors as macOS lists them."""
        return list_monitors()

    def grab(self, wanted: Wanted) -> list[Grab]:
        """Take the pixels now, if that is permitted: without permission macOS gives the wallpaper alone."""
        if not ctypes.CDLL(_FRAMEWORK).CGPreflightScreenCaptureAccess():
            raise _not_permitted()
        return grab_monitors(wanted)

    def ask(self) -> None:
        """Have macOS ask the person; the permission holds from the next start of the Tracker."""
        if not ctypes.CDLL(_FRAMEWORK).CGRequestScreenCaptureAccess():
            raise _not_permitted()


def _not_permitted() -> CaptureFailed:
    return CaptureFailed(
        "Permission to record the screen is missing.",
        "Allow it in System Settings, Privacy & Security, Screen Recording, and start the Tracker again.",
        is_refusal=True,
    )
