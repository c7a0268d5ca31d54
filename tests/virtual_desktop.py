"""A desktop that nobody sees: an X server with two monitors, a window manager, and programs on it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.waiting import until

WIDTH, HEIGHT = 1920, 1080
LEFT = "960/250x1080/280+0+0"
RIGHT = "960/250x1080/280+960+0"
_WINDOW = Path(__file__).with_name("x_window.py")


class VirtualDesktop:
    """An X server of a test; `environment` is what a program needs to be on it."""

    def __init__(self, server: subprocess.Popen[bytes], display: str) -> None:
        self.server = server
        self.display = display
        self.environment = {**os.environ, "DISPLAY": display, "XDG_SESSION_TYPE": "x11"}
        self.environment.pop("WAYLAND_DISPLAY", None)

    def run(self, *command: str) -> str:
        """Run a program on it to its end, and give what it wrote."""
        ran = subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True)
        return ran.stdout

    @contextmanager
    def window(
        self, box: tuple[int, int, int, int], colour: str, program: str, menu: tuple[int, ...] = ()
    ) -> Iterator[None]:
        """A window of one colour of a program, with a title, framed by the window manager; and a menu."""
        command = [sys.executable, str(_WINDOW), *map(str, box), colour, program, *map(str, menu)]
        with subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"shown\n"
            try:
                yield
            finally:
                process.kill()


@contextmanager
def x_server() -> Iterator[VirtualDesktop]:
    """An X server on a free display, without anything on it."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"]
    with subprocess.Popen([*command, "-noreset"], pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as line:
            number = line.readline().strip()
        try:
            yield VirtualDesktop(server, f":{number}")
        finally:
            server.terminate()


@contextmanager
def two_monitors() -> Iterator[VirtualDesktop]:
    """An X server with a window manager and a left and a right monitor of 960 x 1080 pixels."""
    with x_server() as desktop:
        desktop.run("xrandr", "--setmonitor", "left", LEFT, "screen")
        desktop.run("xrandr", "--setmonitor", "right", RIGHT, "none")
        manager = subprocess.Popen(["openbox"], env=desktop.environment, stderr=subprocess.DEVNULL)
        with manager:
            assert until(lambda: "_NET_SUPPORTING_WM_CHECK(WINDOW)" in _root(desktop))
            try:
                yield desktop
            finally:
                manager.terminate()


def _root(desktop: VirtualDesktop) -> str:
    return desktop.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")
