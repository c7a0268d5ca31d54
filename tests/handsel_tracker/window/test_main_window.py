"""The window shows what the daemon says, asks it to act, and says what it refuses."""

import sys
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QWidget

from handsel_tracker.window.jobs_page import JobCard
from handsel_tracker.window.main_window import HEIGHT, MENU, WIDTH, MainWindow
from handsel_tracker.window.theme import DARK
from tests.handsel_tracker.window.conftest import ScriptedDaemon, Wait
from tests.handsel_tracker.window.daemon_states import (
    CODE,
    HELD,
    JOB,
    JOBS,
    RUNNING,
    SIGNED_OUT,
    TRACKING,
    WAITING,
    WELL,
)

pytestmark = pytest.mark.one_database
COVERS = (
    "handsel_tracker.window.drawing",
    "handsel_tracker.window.help_page",
    "handsel_tracker.window.jobs_page",
    "handsel_tracker.window.notice_bar",
    "handsel_tracker.window.page",
    "handsel_tracker.window.parts",
    "handsel_tracker.window.settings_page",
    "handsel_tracker.window.shots_page",
    "handsel_tracker.window.sign_in_page",
    "handsel_tracker.window.timer_page",
)
Says = Callable[[dict[str, Any]], None]


@pytest.fixture
def says(window: MainWindow, daemon: ScriptedDaemon, wait: Wait) -> Says:
    """Let the daemon say a state, until the window shows it."""

    def says(state: dict[str, Any]) -> None:
        daemon.states.put(state)
        wait(lambda: {**window.state, "jobs": None} == {**state, "jobs": None})

    return says


def words(part: QWidget) -> str:
    """All the words that are seen of a part."""
    QApplication.processEvents()
    seen = [row.text() for row in part.findChildren(QLabel) if row.isVisible()]
    return " | ".join(seen + [row.text() for row in part.findChildren(QAbstractButton) if row.isVisible()])


def press(part: QWidget, name: str) -> None:
    rows = [row for row in part.findChildren(QAbstractButton) if row.isVisible()]
    found_one = next(row for row in rows if name in (row.text(), row.accessibleName()))
    QTest.mouseClick(found_one, Qt.MouseButton.LeftButton)


def test_a_job_is_chosen_and_started_in_two_clicks(
    window: MainWindow, daemon: ScriptedDaemon, wait: Wait, says: Says
) -> None:
    assert "Ready" in words(window)
    assert "Not funded yet" in words(window)
    press(window, "Archive of a river newspaper: plates 1–480, Ada Vance, 7 h 20 min left this week")
    assert "Time will be protected" in words(window)
    press(window, "Start")
    wait(lambda: ("start", {"job": "j1"}) in daemon.asked)
    says(WELL | {"tracking": RUNNING})
    shown = words(window)
    assert "2:14:09" in shown
    assert "12 h 40 min of 20 h 00 min" in shown
    assert "576.33 USD" in shown
    assert "Protected" in shown
    press(window, "Stop")
    wait(lambda: ("stop", {}) in daemon.asked)


def test_another_job_is_chosen_while_one_runs(
    window: MainWindow, daemon: ScriptedDaemon, wait: Wait, says: Says
) -> None:
    says(WELL | {"tracking": RUNNING})
    window.go("timer")
    press(window, "Choose another job")
    press(window, "Night tours, Ada Vance, 7 h 20 min left this week")
    shown = words(window)
    assert "Night tours" in shown
    assert "Archive of a river newspaper: plates 1–480 is running." in shown
    press(window, "Switch to this job")
    wait(lambda: ("start", {"job": "j2"}) in daemon.asked)
    says(WELL | {"tracking": RUNNING | {"job": JOBS[1]}})
    press(window, "Stop")
    wait(lambda: ("stop", {}) in daemon.asked)


def test_who_goes_back_to_the_timer_sees_the_job_that_runs(window: MainWindow, says: Says) -> None:
    says(WELL | {"tracking": RUNNING})
    window.go("timer", job="j2")
    window.go("settings")
    window.go("timer")
    assert "Stop" in words(window)
    assert "Night tours" not in words(window)


def test_the_list_of_jobs_keeps_the_focus_as_their_time_grows(
    window: MainWindow, daemon: ScriptedDaemon, wait: Wait
) -> None:
    second = window.pages["jobs"].rows[1]
    second.setFocus()
    daemon.answers["jobs"] = [JOBS[0], JOBS[1] | {"left_seconds": 60}]
    window.ask_jobs()
    wait(lambda: window.pages["jobs"].rows[1] is not second)
    assert window.focusWidget() is window.pages["jobs"].rows[1]


def test_another_theme_keeps_the_job_and_the_memo_that_is_typed(window: MainWindow) -> None:
    window.go("timer", job="j2")
    window.timer.memo.setFocus()
    QTest.keyClicks(window.timer.memo, "Names, not che")
    window.dress(DARK)
    assert "Night tours" in words(window)
    assert window.timer.memo.text().endswith("Names, not che")
    assert window.focusWidget() is window.timer.memo


@pytest.mark.parametrize(
    ("reason", "shown"),
    [("not funded", "The client has not funded this week yet."), ("No permission.", "No permission.")],
)
def test_why_time_is_not_protected_is_said_while_it_runs(
    window: MainWindow, says: Says, reason: str, shown: str
) -> None:
    says(WELL | {"tracking": RUNNING | {"protection": {"protected": False, "reason": reason}}})
    window.go("timer")
    assert f"Not protected. {shown}" in words(window)


def test_signing_in_shows_the_code_and_the_key_to_compare(
    window: MainWindow, daemon: ScriptedDaemon, wait: Wait, says: Says
) -> None:
    daemon.answers["login"] = CODE | {"address": ""}
    says(SIGNED_OUT)
    assert "Where is your work?" in words(window)
    QTest.keyClicks(window.pages["sign in"].first(), "https://work.example")
    press(window, "Sign in")
    wait(lambda: ("login", {"house": "https://work.example"}) in daemon.asked)
    says(WAITING)
    assert "WDJB-MJHT" in words(window)
    assert "0123 4567 89ab cdef" in words(window)
    press(window, "Cancel")
    wait(lambda: ("cancel_login", {}) in daemon.asked)


def test_a_question_about_time_without_input_is_answered_above_every_page(
    window: MainWindow, daemon: ScriptedDaemon, wait: Wait, says: Says
) -> None:
    question = {"question": "q", "job": "j1", "from": 0, "until": 1_380, "can_keep_seconds": 1_380}
    says(WELL | {"tracking": RUNNING | {"questions": [question]}})
    for page in MENU:
        window.go(page)
        assert "Were you working?" in words(window.notices)
    press(window, "Yes, keep 23 min")
    wait(lambda: ("answer", {"question": "q", "keep": True}) in daemon.asked)


def test_a_notice_stays_until_it_is_seen(
    window: MainWindow, daemon: ScriptedDaemon, wait: Wait, says: Says
) -> None:
    row = {"number": 4, "kind": "stopped", "job": "j1", "text": "full"}
    says(WELL | {"tracking": TRACKING | {"notices": [row]}})
    assert "The limit of this week is reached." in words(window.notices)
    press(window, "OK")
    wait(lambda: ("seen", {"notice": 4}) in daemon.asked)


def test_what_the_daemon_refuses_is_said(window: MainWindow, daemon: ScriptedDaemon, wait: Wait) -> None:
    daemon.refuses = "The week’s limit is reached. Nothing was started."
    window.go("timer", job="j1")
    press(window, "Start")
    wait(lambda: daemon.refuses in words(window.notices))
    press(window, "OK")
    assert not window.notices.isVisible()


def picture() -> str:
    written = BytesIO()
    Image.new("RGB", (640, 400), "white").save(written, "WEBP")
    return b64encode(written.getvalue()).decode()


def confirm(box: QMessageBox) -> None:
    """Press what deletes."""
    role = QMessageBox.ButtonRole.DestructiveRole
    next(row for row in box.buttons() if box.buttonRole(row) is role).click()


def test_a_screenshot_is_looked_at_deleted_and_sent(
    window: MainWindow, daemon: ScriptedDaemon, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    daemon.answers |= {"shots": [HELD], "shot": picture()}
    window.go("shots")
    wait(lambda: "Taken at" in words(window))
    wait(lambda: any(not row.pixmap().isNull() for row in window.pages["shots"].findChildren(QLabel)))
    assert "1 part hidden" in words(window)
    press(window, "Send")
    wait(lambda: ("send_now", {"shot": "a" * 64}) in daemon.asked)
    monkeypatch.setattr(QMessageBox, "exec", confirm)
    press(window, "Delete")
    wait(lambda: ("delete", {"shot": "a" * 64}) in daemon.asked)


def test_work_view_is_turned_off_with_one_click_and_says_what_it_costs(
    window: MainWindow, daemon: ScriptedDaemon, wait: Wait, says: Says
) -> None:
    window.go("timer", job="j1")
    press(window, "Work View: one screenshot in 12 minutes")
    wait(lambda: ("work_view", {"on": False, "job": "j1"}) in daemon.asked)
    off = JOB | {"work_view_on": False, "work_view": "required"}
    says(WELL | {"tracking": RUNNING | {"job": off}})
    assert "time is not paid" in words(window)


def test_a_choice_is_made_in_the_settings(window: MainWindow, daemon: ScriptedDaemon, wait: Wait) -> None:
    window.go("settings")
    press(window, "Say when I work and no timer runs")
    wait(lambda: ("settings", {"name": "remind_untimed", "value": False}) in daemon.asked)
    assert "Ben Okafor at https://work.example" in words(window)


def test_what_cannot_be_sent_is_asked_about_before_signing_out(
    window: MainWindow, daemon: ScriptedDaemon, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "exec", confirm)
    daemon.refuses = "2 blocks are not sent yet. You are still signed in."
    window.go("settings")
    press(window, "Sign out")
    wait(lambda: ("logout", {"force": True}) in daemon.asked)


@pytest.mark.parametrize("title", ["Cataloguing lyrics and sheet music " * 8, "W" * 300])
def test_a_long_title_is_whole(window: MainWindow, says: Says, title: str) -> None:
    job = JOB | {"title": title}
    window.state = window.state | {"jobs": [job]}
    window.go("jobs")
    QApplication.processEvents()
    card = window.pages["jobs"].findChild(JobCard)
    assert card.height() >= card.layout().heightForWidth(card.width())
    says(WELL | {"tracking": RUNNING | {"job": job}})
    window.go("timer")
    QApplication.processEvents()
    assert window.pages["timer"].body.width() <= WIDTH


def test_the_desktop_is_looked_at_anew_each_time(
    window: MainWindow, daemon: ScriptedDaemon, wait: Wait
) -> None:
    daemon.answers["doctor"] = [["Tray", "warn", "This desktop has no tray.", "Install one."]]
    window.go("doctor")
    wait(lambda: "Tray: This desktop has no tray." in words(window))
    window.go("jobs")
    window.go("doctor")
    wait(lambda: [method for method, _ in daemon.asked].count("doctor") == 2)


def test_a_daemon_that_ended_is_said(window: MainWindow, wait: Wait) -> None:
    window.link.away.emit("The Tracker does not run.")
    wait(lambda: "The Tracker does not run." in words(window.notices))


def test_a_window_that_is_open_for_days_wears_nothing_out(window: MainWindow, says: Says) -> None:
    # A release of PySide6 gives back references to these that it never took: at the last one Python aborts.
    rounds, shared = 300, (None, True, False)
    says(WELL | {"tracking": RUNNING})
    before = [sys.getrefcount(value) for value in shared]
    for seconds in range(rounds):
        job = JOB | {"week_seconds": 60 * seconds}
        window.link.changed.emit(WELL | {"tracking": RUNNING | {"job": job}})
        QApplication.processEvents()
    lost = [old - sys.getrefcount(value) for old, value in zip(before, shared, strict=True)]
    assert max(lost) < rounds


@pytest.mark.parametrize("page", ["timer", *MENU])
def test_no_page_is_wider_than_the_window_in_either_theme(window: MainWindow, says: Says, page: str) -> None:
    says(WELL | {"tracking": RUNNING})
    for palette in (window.palette_now, DARK):
        window.dress(palette)
        window.go(page)
        body = window.pages[page].body
        assert body.minimumSizeHint().width() <= WIDTH
    assert window.size().toTuple() == (WIDTH, HEIGHT)


@pytest.mark.parametrize("page", ["timer", *MENU])
def test_everything_that_acts_has_a_name_and_is_reached_by_key(
    window: MainWindow, says: Says, daemon: ScriptedDaemon, wait: Wait, page: str
) -> None:
    daemon.answers |= {"shots": [HELD], "shot": picture()}
    says(WELL | {"tracking": RUNNING})
    window.go(page)
    if page == "shots":
        wait(lambda: "Taken at" in words(window))
    for act in window.findChildren(QAbstractButton):
        if act.isVisible():
            assert act.accessibleName() or act.text()
            assert act.focusPolicy() & Qt.FocusPolicy.TabFocus
