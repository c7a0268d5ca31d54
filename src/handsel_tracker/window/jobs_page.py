"""Choosing a job: whether each is ready, what is left of its week, and what its terms say of screenshots."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from handsel_tracker.window.page import Page, Shell, State
from handsel_tracker.window.parts import Button, ToneBadge, clear, column, label
from handsel_tracker.wording.figures import breakable, hours, money
from handsel_tracker.wording.reasons import READINESS, WORK_VIEW


class JobCard(Button):
    """A button as high as the words in it."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the words need at this width."""
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.heightForWidth(self.width()))


class JobsPage(Page):
    """The jobs on which time can be tracked."""

    title = "Choose a job"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.shown: list[dict[str, Any]] | None = None
        self.rows: list[Button] = []

    def first(self) -> QWidget:
        """The first job."""
        return self.rows[0] if self.rows else self.body

    def show_state(self, state: State) -> None:
        """Show the jobs, anew only if something about them changed."""
        jobs = state.get("jobs", [])
        if jobs == self.shown:
            return
        before = {job["job"]: row for job, row in zip(self.shown or [], self.rows, strict=True)}
        had_focus = [job for job, row in before.items() if row.hasFocus()]
        self.shown = jobs
        clear(self.column)
        self.rows = [self._row(job) for job in jobs]
        for job, row in zip(jobs, self.rows, strict=True):
            self.column.addWidget(row)
            if job["job"] in had_focus:
                row.show()
                row.setFocus()
        if self.rows and not before and self.isVisible():
            self.rows[0].setFocus()
        if not jobs:
            self.column.addWidget(label("No hourly job yet.", "title"))
            words = "A job appears here as soon as both sides have agreed on its terms."
            self.column.addWidget(label(words, "soft"))
        self.column.addStretch(1)

    def _row(self, job: dict[str, Any]) -> Button:
        shown = JobCard("", partial(self.shell.go, "timer", job=job["job"]), "row")
        ready = job["readiness"] == "ready"
        tone, icon = ("good", "check") if ready else ("warn", "wait")
        left = job["left_seconds"]
        limit = "No weekly limit" if left is None else f"{hours(left)} left this week"
        parts = [
            label(breakable(job["title"]), "strong"),
            label(f"{job['client']} · {money(job['rate'], job['currency'])} an hour", "soft"),
            ToneBadge(self.shell.palette_now, tone, icon, READINESS.get(job["readiness"], job["readiness"])),
            label(limit, "soft"),
            label(WORK_VIEW.get(job["work_view"], ""), "soft"),
        ]
        layout = column(*parts, gap=4, edge=12)
        shown.setLayout(layout)
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        shown.setAccessibleName(f"{job['title']}, {job['client']}, {limit}")
        return shown
