"""The tray: an icon whose shape says how it stands, and a menu to start and stop."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from handsel_tracker.desktop.icons import TrayState, tray_icon
from handsel_tracker.window.drawing import draw
from handsel_tracker.window.main_window import MainWindow
from handsel_tracker.window.page import State
from handsel_tracker.wording.figures import hours
from handsel_tracker.wording.reasons import notice, shot_notice

SIZES = (16, 22, 24, 32, 48, 64)
NOTICE_MS = 6_000


STANDING = {
    TrayState.STOPPED: "stopped",
    TrayState.PROTECTED: "running, protected",
    TrayState.UNPROTECTED: "running, not protected",
    TrayState.QUESTION: "a question waits",
    TrayState.OFFLINE: "not signed in",
}


def standing_of(state: State) -> TrayState:
    """How it stands, by the state of the daemon."""
    tracking = state["tracking"]
    if tracking is None or state["signed_out"]:
        return TrayState.OFFLINE
    if tracking["questions"]:
        return TrayState.QUESTION
    if tracking["job"] is None:
        return TrayState.STOPPED
    return TrayState.PROTECTED if tracking["protection"]["protected"] else TrayState.UNPROTECTED


def qt_icon(svg: str) -> QIcon:
    """A drawing as an icon, in each size that trays ask for."""
    drawn = QIcon()
    for size in SIZES:
        drawn.addPixmap(draw(svg, size))
    return drawn


class Tray(QSystemTrayIcon):
    """Shows how it stands; a click opens the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.window = window
        self.standing = TrayState.OFFLINE
        self.setIcon(qt_icon(tray_icon(self.standing)))
        self.shown: set[int] = set()
        self.page = ""
        self.menu = QMenu()
        self.words = self.menu.addAction("")
        self.words.setEnabled(False)
        self.act = self.menu.addAction("", self._act)
        self.menu.addAction("Open the Tracker", self.open)
        self.menu.addSeparator()
        self.menu.addAction("Close the window (time goes on)", self._quit)
        self.setContextMenu(self.menu)
        self.activated.connect(self._activated)
        self.messageClicked.connect(self._follow)
        window.link.changed.connect(self.show_state)

    def show_state(self, state: State) -> None:
        """Show how it stands; what is new to say is said once, without taking the focus."""
        standing = standing_of(state)
        if standing is not self.standing:
            self.standing = standing
            self.setIcon(qt_icon(tray_icon(standing)))
        tracking = state["tracking"] or {}
        job = tracking.get("job")
        today = hours(tracking.get("today_seconds", 0))
        named = f"{job['title']}: " if job else ""
        self.words.setText(f"{named}{STANDING[standing]}, today {today}")
        self.setToolTip(f"Handsel Tracker: {self.words.text()}")
        self.act.setText("Stop the timer" if job else "Start the timer …")
        self.act.setVisible(bool(tracking))
        self._say(tracking)

    def open(self) -> None:
        """Show the window."""
        self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()

    def _say(self, tracking: State) -> None:
        for row in tracking.get("notices", []):
            if row["number"] in self.shown:
                continue
            self.shown.add(row["number"])
            worded = notice(row)
            shot = shot_notice(row) if tracking["settings"]["tell_shots"] else ""
            if worded is not None or shot:
                self.page = "shots" if shot else ""
                self.showMessage("Handsel Tracker", worded.words if worded else shot, self.icon(), NOTICE_MS)

    def _act(self) -> None:
        tracking = self.window.state["tracking"] or {}
        if tracking.get("job"):
            self.window.link.ask("stop", failed=self.window.complain)
        else:
            self.open()

    def _follow(self) -> None:
        """Show what the last message was about."""
        if self.page:
            self.window.go(self.page)
        self.open()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (self.ActivationReason.Trigger, self.ActivationReason.DoubleClick):
            self.open()

    def _quit(self) -> None:
        QApplication.quit()
