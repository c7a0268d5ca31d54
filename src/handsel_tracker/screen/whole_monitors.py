"""Pictures of whole monitors through mss, as X11, macOS and Windows give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handsel_tracker.screen.port import CaptureFailed, Grab, Monitor, Wanted

if TYPE_CHECKING:
    from PIL.Image import Image

MONITORS_MAX = 4
"""A segment takes four screenshots."""


def grab_monitors(wanted: Wanted) -> list[Grab]:
    """The monitors that are wanted, of a desktop whose windows cannot be told apart."""
    if wanted.excluded:
        raise CaptureFailed(
            "Windows can be left out under X11 alone.", "Exclude nothing, or turn Work View off."
        )
    return [Grab(pixels(monitor), monitor.index) for monitor in choose(list_monitors(), wanted)]


def list_monitors() -> list[Monitor]:
    """The monitors as mss lists them, in pixels."""
    import mss

    try:
        with mss.MSS() as screen:
            areas = screen.monitors[1:]
    except mss.ScreenShotError as error:
        raise no_picture(str(error)) from error
    return [
        Monitor(index, area["left"], area["top"], area["width"], area["height"], 1.0, f"Monitor {index + 1}")
        for index, area in enumerate(areas)
    ]


def choose(monitors: list[Monitor], wanted: Wanted) -> list[Monitor]:
    """The one monitor that is wanted, or all, as many as a segment takes."""
    if wanted.monitor is None:
        return monitors[:MONITORS_MAX]
    chosen = [monitor for monitor in monitors if monitor.index == wanted.monitor]
    if not chosen:
        raise CaptureFailed(
            f"Monitor {wanted.monitor + 1} is not connected.",
            "Connect it, or choose another monitor in the settings of Work View.",
        )
    return chosen


def pixels(monitor: Monitor) -> Image:
    """What a monitor shows now."""
    import mss
    from PIL.Image import frombytes

    area = {"left": monitor.x, "top": monitor.y, "width": monitor.width, "height": monitor.height}
    try:
        with mss.MSS() as screen:
            shot = screen.grab(area)
    except mss.ScreenShotError as error:
        raise no_picture(str(error)) from error
    return frombytes("RGB", shot.size, shot.bgra, "raw", "BGRX")


def no_picture(reason: str) -> CaptureFailed:
    """The failure of a desktop that gave none."""
    return CaptureFailed(
        f"The desktop gave no picture: {reason}.",
        "Run “handsel-tracker doctor” on the desktop where you work.",
    )
