"""Screenshots under X11: shared memory through mss, any monitor, without the windows of excluded programs."""

from collections.abc import Iterator
from contextlib import contextmanager

from handsel_tracker.desktop.xlib import NoXServer, XDisplay
from handsel_tracker.screen import x11_windows
from handsel_tracker.screen.port import Box, Grab, Monitor, Wanted
from handsel_tracker.screen.whole_monitors import choose, no_picture, pixels


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
            chosen = choose(x11_windows.monitors(display), wanted)
            before = x11_windows.windows_of(display, wanted.excluded)
            images = [(monitor, pixels(monitor)) for monitor in chosen]
            hidden = [*before, *x11_windows.windows_of(display, wanted.excluded)]
            if display.is_gone:
                raise no_picture("it went away meanwhile")
        boxes = dict.fromkeys(hidden)
        return [Grab(image, monitor.index, tuple(_inside(monitor, list(boxes)))) for monitor, image in images]

    def ask(self) -> None:
        """X11 asks nobody: try that it works."""
        self.grab(Wanted())


def _inside(monitor: Monitor, boxes: list[Box]) -> Iterator[Box]:
    return (part for box in boxes if (part := box.within(monitor.box)))


@contextmanager
def _connection() -> Iterator[XDisplay]:
    try:
        display = XDisplay()
    except NoXServer as error:
        raise no_picture(str(error)) from error
    try:
        yield display
    except NoXServer as error:
        raise no_picture(str(error)) from error
    finally:
        display.close()
