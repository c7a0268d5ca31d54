"""The window: a bar with the page's name and a menu, notices, and one page at a time."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFrame, QMainWindow, QMenu, QStackedWidget, QToolButton, QWidget

from handsel_tracker.window.drawing import icon
from handsel_tracker.window.help_page import DoctorPage, PrivacyPage
from handsel_tracker.window.jobs_page import JobsPage
from handsel_tracker.window.link import DaemonLink
from handsel_tracker.window.notice_bar import NoticeBar
from handsel_tracker.window.page import EMPTY, Page, State
from handsel_tracker.window.parts import column, label, row
from handsel_tracker.window.settings_page import SettingsPage
from handsel_tracker.window.shots_page import ShotsPage
from handsel_tracker.window.sign_in_page import ApprovalPage
from handsel_tracker.window.theme import Palette, stylesheet
from handsel_tracker.window.timer_page import TimerPage

WIDTH, HEIGHT, FRAME = 380, 560, 40
JOBS_MS = 5_000
"""How often the list of jobs is read, for what is left of their weeks."""
PAGES: dict[str, type[Page]] = {
    "sign in": ApprovalPage,
    "jobs": JobsPage,
    "timer": TimerPage,
    "shots": ShotsPage,
    "settings": SettingsPage,
    "doctor": DoctorPage,
    "privacy": PrivacyPage,
}
MENU = {
    "timer": "Timer",
    "jobs": "Choose a job",
    "shots": "Screenshots",
    "settings": "Settings",
    "doctor": "What works here",
    "privacy": "Privacy",
}


class MainWindow(QMainWindow):
    """Shows the state of the daemon that a link brings."""

    def __init__(self, link: DaemonLink, palette: Palette) -> None:
        super().__init__()
        self.link, self.palette_now = link, palette
        self.state: State = EMPTY
        self.page = ""
        self.setWindowTitle("Handsel Tracker")
        self.resize(WIDTH, min(HEIGHT, self.screen().availableGeometry().height() - FRAME))
        self._build()
        link.changed.connect(self._hear)
        link.away.connect(self._miss)
        self._jobs = QTimer(self, interval=JOBS_MS)
        self._jobs.timeout.connect(self.ask_jobs)
        self._jobs.start()
        self.go("sign in")

    def go(self, page: str, **chosen: Any) -> None:
        """Show another page; a job that was chosen is the timer's."""
        if page == "timer":
            own = (row for row in self.state["jobs"] if row["job"] == chosen.get("job"))
            self.timer.choose(next(own, None))
        if page == "doctor":
            self.doctor.is_asked = False
        self._open(page)

    def _open(self, page: str) -> None:
        self.page = page
        shown = self.pages[page]
        self.title.setText(shown.title)
        self.back.setVisible(page not in ("timer", "sign in", self._first_page()))
        self.notices.complaint = ""
        self.stack.setCurrentWidget(shown)
        shown.verticalScrollBar().setValue(0)
        for other in self.pages.values():
            if other.foot is not None:
                other.foot.setVisible(other is shown)
        self._show()
        shown.first().setFocus()

    def complain(self, words: Any) -> None:
        """Say what did not work; nothing takes it away."""
        self.notices.complaint = str(words)
        self.notices.show_state(self.state)

    def dress(self, palette: Palette) -> None:
        """Change to another theme: everything is drawn anew, with the job and the memo that were there."""
        before, had_focus, self.palette_now = self.timer, self.timer.memo.hasFocus(), palette
        self._build()
        self.timer.job, self.timer.is_chosen = before.job, before.is_chosen
        self._open(self.page)
        if had_focus:
            self.timer.memo.setText(before.memo.text())
            self.timer.memo.setFocus()

    def ask_jobs(self) -> None:
        """Read the jobs anew."""
        if self.isVisible() and self.state["tracking"] is not None:
            self.link.ask("jobs", then=self._hear_jobs, failed=lambda _words: None)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The daemon tracks on in any case: so a window without a tray stays in sight while it does."""
        if not QGuiApplication.quitOnLastWindowClosed():
            event.ignore()
            self.hide()
        elif (self.state["tracking"] or {}).get("job"):
            event.ignore()
            self.showMinimized()
        else:
            super().closeEvent(event)

    def _build(self) -> None:
        self.setStyleSheet(stylesheet(self.palette_now))
        self.notices = NoticeBar(self)
        self.pages = {name: page(self) for name, page in PAGES.items()}
        self.stack = QStackedWidget()
        for shown in self.pages.values():
            self.stack.addWidget(shown)
        body, feet = QWidget(), [page.foot for page in self.pages.values() if page.foot is not None]
        layout = column(self._bar(), self.notices, self.stack, *feet, gap=0)
        layout.setStretch(2, 1)
        body.setLayout(layout)
        self.setCentralWidget(body)

    def _bar(self) -> QFrame:
        self.title = label("", "title")
        self.back = self._tool("back", "Back to the timer")
        self.back.clicked.connect(lambda: self.go(self._first_page()))
        self.back.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        menu = self._tool("menu", "Menu")
        menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        entries = QMenu(menu)
        for number, (page, words) in enumerate(MENU.items(), start=1):
            entries.addAction(words, f"Ctrl+{number}", partial(self.go, page))
        menu.setMenu(entries)
        bar = QFrame()
        bar.setProperty("role", "bar")
        line = row(self.back, self.title, menu, gap=8, edge=10)
        line.setStretch(1, 1)
        bar.setLayout(line)
        return bar

    def _tool(self, name: str, words: str) -> QToolButton:
        tool = QToolButton()
        tool.setIcon(icon(name, self.palette_now.ink))
        tool.setIconSize(QSize(20, 20))
        tool.setAccessibleName(words)
        tool.setToolTip(words)
        tool.setAutoRaise(True)
        return tool

    def _hear(self, state: State) -> None:
        """Show a new state; go where it leads, if the person has not chosen a page."""
        before = self.state["tracking"]
        self.state = {**state, "jobs": self.state["jobs"]}
        if state["tracking"] is None or state["signed_out"]:
            if self.page != "sign in":
                self.go("sign in")
        elif self.page == "sign in":
            self.go(self._first_page())
        if before is None and state["tracking"] is not None:
            self.link.ask("jobs", then=self._hear_jobs, failed=lambda _words: None)
        self._show()

    def _hear_jobs(self, jobs: list[dict[str, Any]]) -> None:
        self.state = {**self.state, "jobs": jobs}
        self._show()

    def _miss(self, words: str) -> None:
        self.state = {**EMPTY, "trouble": words, "jobs": self.state["jobs"]}
        self._show()

    def _show(self) -> None:
        self.notices.show_state(self.state)
        self.pages[self.page].show_state(self.state)

    def _first_page(self) -> str:
        tracking = self.state["tracking"]
        if tracking is None:
            return "sign in"
        return "timer" if tracking["job"] or self.timer.job else "jobs"

    @property
    def timer(self) -> TimerPage:
        """The page of the timer."""
        page = self.pages["timer"]
        assert isinstance(page, TimerPage)
        return page

    @property
    def doctor(self) -> DoctorPage:
        """The page that looks at the desktop."""
        page = self.pages["doctor"]
        assert isinstance(page, DoctorPage)
        return page
