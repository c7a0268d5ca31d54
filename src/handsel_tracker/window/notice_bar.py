"""What is said above a page: questions about time without input, notices, and what does not work."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from handsel_tracker.window.page import EMPTY, Shell, State
from handsel_tracker.window.parts import Button, ToneBadge, clear, column, label, row
from handsel_tracker.window.permission import WORDS, PermissionRequest, is_to_ask
from handsel_tracker.wording.figures import hours, time_of_day
from handsel_tracker.wording.reasons import WordedNotice, notice, troubles

SHOWN_MAX = 3


class NoticeBar(QWidget):
    """The questions and notices that are not answered or seen, at most three at once."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 0)
        self.column.setSpacing(8)
        self.shown: list[Any] = []
        self.state: State = EMPTY
        self.complaint = ""
        self.permission = PermissionRequest(self._again, shell.complain)
        self.hide()

    def show_state(self, state: State) -> None:
        """Show what there is to say, anew only if that changed."""
        tracking = state["tracking"] or {}
        asks = bool(tracking) and is_to_ask()
        wanted = [self.complaint, tracking.get("questions"), tracking.get("notices"), troubles(state), asks]
        self.state = state
        if wanted != self.shown:
            self.shown = wanted
            clear(self.column)
            self._fill(state, tracking)
            self.setVisible(self.column.count() > 0)

    def _fill(self, state: State, tracking: dict[str, Any]) -> None:
        for question in tracking.get("questions", [])[:SHOWN_MAX]:
            self.column.addWidget(self._question(question))
        if self.complaint:
            self.column.addWidget(self._badge(WordedNotice("bad", "alert", self.complaint), self._forget))
        if tracking and is_to_ask():
            badge = ToneBadge(self.shell.palette_now, "warn", "screen", WORDS)
            badge.line.addWidget(Button("Ask me now", self.permission.ask))
            self.column.addWidget(badge)
        for trouble in troubles(state):
            self.column.addWidget(self._badge(trouble))
        for fields in tracking.get("notices", [])[-SHOWN_MAX:]:
            worded = notice(fields)
            if worded is not None:
                self.column.addWidget(self._badge(worded, partial(self._seen, fields["number"])))

    def _badge(self, worded: WordedNotice, seen: Callable[[], object] | None = None) -> QFrame:
        """What is said; with a button if it goes away once it was seen."""
        badge = ToneBadge(self.shell.palette_now, worded.tone, worded.icon, worded.words)
        if seen is not None:
            close = Button("OK", seen, "link")
            close.setAccessibleName(f"Seen: {worded.words}")
            badge.line.addWidget(close)
        return badge

    def _question(self, question: dict[str, Any]) -> QFrame:
        start, until = time_of_day(question["from"]), question["until"]
        end = f"until {time_of_day(until)}" if until else "until now"
        kept = hours(question["can_keep_seconds"])
        frame = QFrame()
        frame.setProperty("tone", "warn")
        words = f"No input from {start} {end}. Were you working?"
        acts = row(
            Button(f"Yes, keep {kept}", partial(self._answer, question, True), "primary"),
            Button("No, leave it out", partial(self._answer, question, False)),
            None,
        )
        frame.setLayout(column(label(words, "strong"), acts, gap=8, edge=12))
        return frame

    def _answer(self, question: dict[str, Any], keep: bool) -> None:
        pk = question["question"]
        self.shell.link.ask("answer", failed=self.shell.complain, question=pk, keep=keep)

    def _seen(self, number: int) -> None:
        self.shell.link.ask("seen", notice=number)

    def _again(self) -> None:
        self.show_state(self.state)

    def _forget(self) -> None:
        self.shell.complain("")
