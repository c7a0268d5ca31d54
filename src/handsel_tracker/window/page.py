"""What all pages of the window have: the palette, the link, and what they show of a state."""

from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from handsel_tracker.window.link import DaemonLink
from handsel_tracker.window.theme import Palette

State = dict[str, Any]
EMPTY: State = {
    "account": None,
    "sign_in": None,
    "tracking": None,
    "away": "",
    "trouble": "",
    "problems": {},
    "signed_out": False,
    "jobs": [],
}
"""What is shown before the daemon has said anything."""


class Shell(Protocol):
    """The window around a page."""

    palette_now: Palette
    link: DaemonLink

    def go(self, page: str, **chosen: Any) -> None:
        """Show another page."""

    def complain(self, words: str) -> None:
        """Say what did not work, until the person has seen it."""


class Page(QScrollArea):
    """A page: it scrolls where the window is small or the text is large."""

    title = ""
    foot: QFrame | None = None
    """What stands below the page, in reach however far that scrolls."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(16, 16, 16, 16)
        self.column.setSpacing(12)
        self.setWidget(self.body)

    def first(self) -> QWidget:
        """What has the focus as the page is opened."""
        return self.body

    def show_state(self, state: State) -> None:
        """Show what the daemon says."""

    def ask(self, method: str, **params: Any) -> None:
        """Ask the daemon to act; what it refuses is said in the window."""
        self.shell.link.ask(method, failed=self.shell.complain, **params)
