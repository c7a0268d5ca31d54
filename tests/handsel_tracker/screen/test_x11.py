import time

import pytest
from PIL.Image import Image

from handsel_tracker.screen import x11
from handsel_tracker.screen.port import Box, CaptureFailed, Monitor, Wanted
from handsel_tracker.screen.whole_monitors import pixels
from handsel_tracker.screen.x11 import X11Screen
from tests.virtual_desktop import VirtualDesktop, x_server

COVERS = ("handsel_tracker.screen.x11_windows",)
pytestmark = pytest.mark.one_database
RED, BLUE = "#ff0000", "#0000ff"


def test_monitors_are_known_with_their_places(desktop: VirtualDesktop) -> None:
    left, right = X11Screen().monitors()
    assert (left.index, left.name, left.box, left.scale) == (0, "left", Box(0, 0, 960, 1080), 1)
    assert (right.index, right.name, right.box) == (1, "right", Box(960, 0, 960, 1080))


def test_the_scale_is_what_programs_take_from_the_server() -> None:
    with pytest.MonkeyPatch.context() as patched, x_server() as desktop:
        patched.setenv("DISPLAY", desktop.display)
        desktop.run("sh", "-c", "echo 'Xft.dpi: 120' | xrdb -merge")
        (monitor,) = X11Screen().monitors()
        assert monitor.scale == 1.25


def test_each_monitor_is_a_picture_of_its_own(desktop: VirtualDesktop) -> None:
    with desktop.window((1100, 200, 300, 200), RED, "Editor"):
        left, right = X11Screen().grab(Wanted())
    assert left.image.size == right.image.size == (960, 1080)
    assert right.image.getpixel((250, 300)) == (255, 0, 0)
    assert (255, 0, 0) not in {colour for _count, colour in left.image.getcolors(1 << 20)}


def test_a_chosen_monitor_is_taken_alone(desktop: VirtualDesktop) -> None:
    (grab,) = X11Screen().grab(Wanted(monitor=1))
    assert grab.monitor == 1


def test_a_monitor_that_is_gone_is_said(desktop: VirtualDesktop) -> None:
    with pytest.raises(CaptureFailed) as refused:
        X11Screen().grab(Wanted(monitor=2))
    assert "Monitor 3 is not connected" in refused.value.reason


def test_windows_of_an_excluded_program_are_known_with_their_frames(desktop: VirtualDesktop) -> None:
    with (
        desktop.window((200, 200, 300, 200), RED, "Mail"),
        desktop.window((600, 600, 99, 99), BLUE, "Editor"),
    ):
        left, right = X11Screen().grab(Wanted(excluded=("mail",)))
    (box,) = left.hidden
    assert (box.x, box.y) == (200, 200)
    assert box.width >= 300
    assert box.height > 200, "the frame has the title"
    assert right.hidden == ()


def test_menus_of_an_excluded_program_are_hidden_and_those_of_others_are_not(desktop: VirtualDesktop) -> None:
    with (
        desktop.window((200, 200, 300, 200), RED, "Mail", menu=(100, 600, 150, 250)),
        desktop.window((600, 100, 99, 99), BLUE, "Editor", menu=(600, 600, 150, 250)),
    ):
        (grab,) = X11Screen().grab(Wanted(0, ("mail",)))
    assert grab.image.getpixel((110, 610)) == (255, 0, 0)
    assert len(grab.hidden) == 2
    assert Box(100, 600, 150, 250) in grab.hidden


def test_a_window_on_two_monitors_is_hidden_on_both(desktop: VirtualDesktop) -> None:
    with desktop.window((900, 200, 200, 100), RED, "Mail"):
        left, right = X11Screen().grab(Wanted(excluded=("MAIL",)))
    assert len(left.hidden) == len(right.hidden) == 1
    assert right.hidden[0].x == 0


def test_a_window_that_moves_meanwhile_is_hidden_at_both_places(
    desktop: VirtualDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def move_and_take(monitor: Monitor) -> Image:
        desktop.run("xdotool", "search", "--onlyvisible", "--class", "Mail", "windowmove", "500", "600")
        time.sleep(0.2)
        return pixels(monitor)

    monkeypatch.setattr(x11, "pixels", move_and_take)
    with desktop.window((100, 200, 200, 100), RED, "Mail"):
        (grab,) = X11Screen().grab(Wanted(0, ("Mail",)))
    assert [(box.x, box.y) for box in grab.hidden] == [(100, 200), (500, 600)]


def test_without_a_server_the_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9999")
    with pytest.raises(CaptureFailed, match="no X server answers"):
        X11Screen().ask()
