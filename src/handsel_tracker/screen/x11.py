"""Screenshots under X11: shared memory through mss, any monitor, without the windows of excluded programs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from handsel_tracker.desktop.xlib import NoXServer, XDisplay
from handsel_tracker.screen import x11_windows
from handsel_tracker.screen.port import Box, CaptureFailed, Grab, Monitor, Wanted

if TYPE_CHECKING:
    from PIL.Image import Image

MONITORS_MAX = 4
"""A segment takes four screenshots."""


class X11Screen:
    """The screen of an X server."""

    name = "X11"
    can_choose = True

    def monitors(self) -> list[Monitor]:
        """The monitors that it knows, the primary one numbered 0."""
        with _connection() as display:
            return x11_windows.monitors(display)

    def grab(self, wanted: Wanted) -> list[Grab]:
        """Take the pixels now.

        Excluded windows are looked up before and after, so that one that moves meanwhile is not seen.
        """
        with _connection() as display:
            chosen = _chosen(x11_windows.monitors(display), wanted)
            before = x11_windows.windows_of(display, wanted.excluded)
            images = [(monitor, _pixels(monitor)) for monitor in chosen]
            hidden = [*before, *x11_windows.windows_of(display, wanted.excluded)]
            if display.is_gone:
                raise _no_answer("it went away meanwhile")
        boxes = dict.fromkeys(hidden)
        return [Grab(image, monitor.index, tuple(_inside(monitor, list(boxes)))) for monitor, image in images]

    def ask(self) -> None:
        """X11 asks nobody: try that it works."""
        self.grab(Wanted())


def _chosen(monitors: list[Monitor], wanted: Wanted) -> list[Monitor]:
    if wanted.monitor is None:
        return monitors[:MONITORS_MAX]
    chosen = [monitor for monitor in monitors if monitor.index == wanted.monitor]
    if not chosen:
        raise CaptureFailed(
            f"Monitor {wanted.monitor + 1} is not connected.",
            "Connect it, or choose another monitor in the settings of Work View.",
        )
    return chosen


def _pixels(monitor: Monitor) -> Image:
    import mss
    from PIL.Image import frombytes

    area = {"left": monitor.x, "top": monitor.y, "width": monitor.width, "height": monitor.height}
    try:
        with mss.MSS() as screen:
            shot = screen.grab(area)
    except mss.ScreenShotError as error:
        raise _no_answer(str(error)) from error
    return frombytes("RGB", shot.size, bytes(shot.bgra), "raw", "BGRX")


def _inside(monitor: Monitor, boxes: list[Box]) -> Iterator[Box]:
    return (part for box in boxes if (part := box.within(monitor.box)))


@contextmanager
def _connection() -> Iterator[XDisplay]:
    try:
        display = XDisplay()
    except NoXServer as error:
        raise _no_answer(str(error)) from error
    try:
        yield display
    except NoXServer as error:
        raise _no_answer(str(error)) from error
    finally:
        display.close()


def _no_answer(reason: str) -> CaptureFailed:
    return CaptureFailed(
        f"The X server gave no picture: {reason}.",
        "Run “handsel-tracker doctor” on the desktop where you work.",
    )
