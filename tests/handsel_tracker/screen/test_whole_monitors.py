import pytest

from handsel_tracker.screen.finding import find_screen
from handsel_tracker.screen.macos import MacScreen
from handsel_tracker.screen.port import Box, CaptureFailed, Wanted
from handsel_tracker.screen.wayland import PortalScreen
from handsel_tracker.screen.whole_monitors import grab_monitors, list_monitors
from handsel_tracker.screen.windows import WindowsScreen
from tests.virtual_desktop import HEIGHT, WIDTH, VirtualDesktop, x_server

COVERS = ("handsel_tracker.screen.macos", "handsel_tracker.screen.windows")
pytestmark = pytest.mark.one_database


def test_monitors_are_taken_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    with x_server() as desktop:
        monkeypatch.setenv("DISPLAY", desktop.display)
        (monitor,) = list_monitors()
        assert monitor.box == Box(0, 0, WIDTH, HEIGHT)
        (grab,) = grab_monitors(Wanted())
        assert grab.image.size == (WIDTH, HEIGHT)
        assert [again.monitor for again in grab_monitors(Wanted(monitor=0))] == [0]


def test_windows_that_cannot_be_left_out_are_not_taken(desktop: VirtualDesktop) -> None:
    with pytest.raises(CaptureFailed, match="under X11 alone"):
        grab_monitors(Wanted(excluded=("Mail",)))


def test_a_desktop_that_gives_no_picture_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9999")
    with pytest.raises(CaptureFailed, match="gave no picture"):
        list_monitors()


def test_what_was_not_run_says_that_it_is_experimental() -> None:
    assert "experimental" in MacScreen.name
    assert "experimental" in WindowsScreen.name


def test_under_wayland_the_portal_is_asked_though_x11_is_there(
    desktop: VirtualDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    assert isinstance(find_screen(), PortalScreen)
