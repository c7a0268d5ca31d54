"""The icon of the tray tells by its shape how the timer stands, and its menu starts and stops it."""

from typing import Any

import pytest

from handsel_tracker.desktop.icons import TrayState
from handsel_tracker.window.main_window import MainWindow
from handsel_tracker.window.tray import Tray, standing_of
from tests.handsel_tracker.window.conftest import ScriptedDaemon, Wait
from tests.handsel_tracker.window.daemon_states import RUNNING, SIGNED_OUT, TRACKING, WELL

pytestmark = pytest.mark.one_database
BARE = RUNNING | {"protection": {"protected": False, "reason": "not funded"}}


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (SIGNED_OUT, TrayState.OFFLINE),
        (WELL, TrayState.STOPPED),
        (WELL | {"tracking": RUNNING}, TrayState.PROTECTED),
        (WELL | {"tracking": BARE}, TrayState.UNPROTECTED),
        (WELL | {"tracking": RUNNING | {"questions": [{}]}}, TrayState.QUESTION),
        (WELL | {"tracking": RUNNING, "signed_out": True}, TrayState.OFFLINE),
    ],
)
def test_how_it_stands(state: dict[str, Any], standing: TrayState) -> None:
    assert standing_of(state) is standing


def test_the_menu_stops_a_timer_and_opens_the_window_to_start_one(
    window: MainWindow, daemon: ScriptedDaemon, wait: Wait
) -> None:
    tray = Tray(window)
    daemon.states.put(WELL | {"tracking": RUNNING})
    wait(lambda: tray.standing is TrayState.PROTECTED)
    assert "Archive of a river newspaper" in tray.toolTip()
    assert tray.act.text() == "Stop the timer"
    tray.act.trigger()
    wait(lambda: ("stop", {}) in daemon.asked)
    daemon.states.put(WELL)
    wait(lambda: tray.standing is TrayState.STOPPED)
    window.hide()
    tray.act.trigger()
    assert window.isVisible()


def test_what_is_new_to_say_is_said_once(
    window: MainWindow, daemon: ScriptedDaemon, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    said_words: list[str] = []
    monkeypatch.setattr(Tray, "showMessage", lambda _tray, _title, words, *_: said_words.append(words))
    tray = Tray(window)
    row = {"number": 1, "kind": "untimed", "job": "", "at": 0}
    for since in (1, 2):
        state = WELL | {"tracking": TRACKING | {"notices": [row], "now": since}}
        daemon.states.put(state)
        wait(lambda state=state: window.state["tracking"] == state["tracking"])
    assert said_words == ["You are working, and no timer runs."]
    tray.hide()


def test_after_a_block_its_screenshot_is_offered_to_be_looked_at(
    window: MainWindow, daemon: ScriptedDaemon, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(Tray, "showMessage", lambda _tray, _title, words, *_: shown.append(words))
    tray = Tray(window)
    quiet = TRACKING | {"settings": TRACKING["settings"] | {"tell_shots": False}}
    for number, (tracking, shots) in enumerate([(TRACKING, 0), (quiet, 1), (TRACKING, 1)]):
        row = {"number": number, "kind": "signed", "job": "", "segment": "a", "at": 0, "shots": shots}
        state = WELL | {"tracking": tracking | {"notices": [row]}}
        daemon.states.put(state)
        wait(lambda state=state: window.state["tracking"] == state["tracking"])
    (words,) = shown
    assert "Click to look, redact or delete." in words
    window.hide()
    tray.messageClicked.emit()
    assert window.isVisible()
    assert window.page == "shots"
    tray.hide()
