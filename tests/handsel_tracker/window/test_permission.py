"""The window has the desktop ask for screenshots, says what came of it, and does not ask twice."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton

from handsel_tracker.screen.permission import Permission, remember_permission
from handsel_tracker.screen.port import CaptureFailed, Picture
from handsel_tracker.window.main_window import MainWindow
from handsel_tracker.window.permission import is_to_ask
from tests.handsel_tracker.window.conftest import ScriptedDaemon, Wait
from tests.handsel_tracker.window.daemon_states import WELL

pytestmark = pytest.mark.one_database


class DesktopAnswer:
    """What the desktop answers to the second look."""

    def __init__(self, failure: CaptureFailed | None = None) -> None:
        self.looks: Iterator[list[Picture] | None] = iter([None, []])
        self.failure = failure

    def poll(self) -> list[Picture] | None:
        looked = next(self.looks)
        if looked is not None:
            remember_permission(Permission.REFUSED if self.failure else Permission.GRANTED)
            if self.failure:
                raise self.failure
        return looked


@pytest.fixture
def wayland(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-1")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def button(window: MainWindow) -> QAbstractButton | None:
    rows = window.notices.findChildren(QAbstractButton)
    return next((row for row in rows if row.isVisible() and row.text() == "Ask me now"), None)


@pytest.mark.usefixtures("wayland")
@pytest.mark.parametrize(
    "failure", [None, CaptureFailed("The desktop refused.", "Allow it in its settings.")]
)
def test_it_asks_once_and_says_what_was_refused(
    window: MainWindow, wait: Wait, monkeypatch: pytest.MonkeyPatch, failure: CaptureFailed | None
) -> None:
    monkeypatch.setattr("handsel_tracker.window.permission.Capture.ask", lambda: DesktopAnswer(failure))
    window.notices.show_state(window.state)
    asks = button(window)
    assert asks is not None
    asks.click()
    wait(lambda: button(window) is None)
    assert window.notices.complaint == (str(failure.reason + " " + failure.way_out) if failure else "")
    assert not is_to_ask()


def test_where_no_desktop_asks_nothing_is_said(
    window: MainWindow, daemon: ScriptedDaemon, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("XDG_SESSION_TYPE", raising=False)
    daemon.states.put(WELL)
    wait(lambda: window.state["tracking"] is not None)
    assert button(window) is None
