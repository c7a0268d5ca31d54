"""The timer of one job: start and stop, the memo, what is protected, and what the week has."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from handsel_tracker.house.jobs import WITHOUT_SHOTS
from handsel_tracker.window.page import Page, Shell, State
from handsel_tracker.window.parts import Button, Choice, ToneBadge, clear, column, fact, label, row, sheet
from handsel_tracker.wording.figures import breakable, clock_time, hours, money, time_of_day
from handsel_tracker.wording.reasons import WORK_VIEW, why_not_protected

MEMO_MAX = 400
_COSTS = {
    "offered": "While it is off, time counts and is not protected.",
    "required": "While it is off, time is not paid: the terms require it.",
}


class TimerPage(Page):
    """One job: that which was chosen to be tracked next, else that which is."""

    title = "Timer"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.job: dict[str, Any] = {}
        self.is_chosen = False
        self.client, self.name = label("", "soft"), label("", "title")
        self.time, self.span = label("", "time"), label("", "soft")
        for shown in (self.time, self.span):
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.badge, self.badge_words = QVBoxLayout(), ("", "", "")
        self.memo = QLineEdit()
        self.memo.setMaxLength(MEMO_MAX)
        self.memo.setPlaceholderText("What are you working on?")
        self.memo.setAccessibleName("Memo: what you are working on")
        self.memo.editingFinished.connect(self._keep_memo)
        self.work_view = Choice("Work View: one screenshot in 12 minutes", self._turn_work_view)
        self.cost = label("", "soft")
        self.used = QProgressBar()
        self.used.setTextVisible(False)
        self.facts = QVBoxLayout()
        self.facts_shown: list[tuple[str, str]] = []
        self.act = Button("", self._act, "primary")
        self.shots = Button("", lambda: self.shell.go("shots"), "link")
        self.foot = QFrame()
        self.foot.setProperty("role", "foot")
        self.foot.setLayout(row(self.act, edge=12))
        self.others = Button("Choose another job", lambda: self.shell.go("jobs"), "link")
        self._lay_out()

    def show_state(self, state: State) -> None:
        """Show the job that was chosen until it is tracked, else the one that is tracked."""
        tracking = state["tracking"]
        running = (tracking or {}).get("job") or {}
        rows = {job["job"]: job for job in state["jobs"]}
        self.is_chosen = self.is_chosen and self.job.get("job") != running.get("job")
        shows_running = bool(running) and not self.is_chosen
        self.job = running if shows_running else rows.get(self.job.get("job"), self.job)
        if tracking is None or not self.job:
            return
        is_running = running.get("job") == self.job["job"]
        self.name.setText(breakable(self.job["title"]))
        self.client.setText(breakable(self.job["client"]))
        self._show_time(tracking, is_running=is_running)
        self._show_badge(tracking, is_running=is_running)
        self._show_choices()
        self._show_facts(tracking)

    def first(self) -> QWidget:
        """Start or Stop."""
        return self.act

    def choose(self, job: dict[str, Any] | None) -> None:
        """Show this job, also while another is tracked; with None, show that one again."""
        self.job, self.is_chosen = job or self.job, job is not None

    def _lay_out(self) -> None:
        head = column(self.client, self.name, gap=2)
        for part in (head, column(self.time, self.span, gap=0), self.badge):
            self.column.addLayout(part)
        self.column.addWidget(self.memo)
        self.column.addWidget(sheet(column(self.used, self.facts, self.shots, gap=8, edge=12)))
        self.column.addWidget(sheet(column(self.work_view, self.cost, gap=2, edge=12)))
        self.column.addLayout(row(self.others, None))
        self.column.addStretch(1)

    def _show_time(self, tracking: State, *, is_running: bool) -> None:
        self.time.setText(clock_time(self.job["today_seconds"]))
        self.time.setAccessibleName(f"Today: {hours(self.job['today_seconds'])}")
        since = tracking["running_since"]
        if is_running and tracking["locked"]:
            self.span.setText("today on this job. Paused: the screen is locked.")
        elif is_running and since:
            self.span.setText(f"today on this job. Running since {time_of_day(since)}.")
        elif tracking["job"]:
            self.span.setText(f"today on this job. {breakable(tracking['job']['title'])} is running.")
        else:
            self.span.setText("today on this job. Not running.")
        self._name_act("Stop" if is_running else "Switch to this job" if tracking["job"] else "Start")
        self.act.setAccessibleName(f"{self.act.text()}: {self.job['title']}")

    def _name_act(self, words: str) -> None:
        """Say what the button does; Start and Stop look different, too."""
        if self.act.text() != words:
            self.act.setText(words)
            self.act.setProperty("role", "stop" if words == "Stop" else "primary")
            self.act.style().polish(self.act)

    def _show_badge(self, tracking: State, *, is_running: bool) -> None:
        """Whether the time is protected, and if not, why not; before the start, what would hold."""
        protection = tracking["protection"] if is_running else _expected(self.job)
        if protection["protected"]:
            expected = "Protected once its screenshot has arrived" if is_running else "Time will be protected"
            words = ("good", "shield", expected)
        else:
            begin = "Not protected" if is_running else "Time will not be protected"
            words = ("warn", "bare", f"{begin}. {why_not_protected(protection['reason'])}".strip())
        if words != self.badge_words:
            self.badge_words = words
            clear(self.badge)
            self.badge.addWidget(ToneBadge(self.shell.palette_now, *words))

    def _show_choices(self) -> None:
        memo = self.job["memo"]
        if not self.memo.hasFocus() and self.memo.text() != memo:
            self.memo.setText(memo)
        self.work_view.setEnabled(self.job["work_view"] != "off")
        self.work_view.show_chosen(self.job["work_view_on"])
        is_off = not self.job["work_view_on"]
        terms = self.job["work_view"]
        self.cost.setText(_COSTS.get(terms, WORK_VIEW["off"]) if is_off else WORK_VIEW[terms])

    def _show_facts(self, tracking: State) -> None:
        job = self.job
        limit = (job["week"] or {}).get("limit", 0)
        week = f"{hours(job['week_seconds'])} of {hours(limit)}" if limit else hours(job["week_seconds"])
        rows = [("This week", week), ("Earned so far", money(job["amount"], job["currency"]))]
        if tracking["next_upload"]:
            rows.append(("Next screenshot leaves", time_of_day(tracking["next_upload"])))
        if tracking["unsent"]:
            rows.append(("Blocks to be sent", str(tracking["unsent"])))
        self.used.setVisible(bool(limit))
        if limit:
            self.used.setValue(min(100 * job["week_seconds"] // limit, 100))
            self.used.setAccessibleName(f"This week: {week}")
        if rows != self.facts_shown:
            self.facts_shown = rows
            clear(self.facts)
            for name, value in rows:
                self.facts.addLayout(fact(name, value))
        held = tracking["held"]
        self.shots.setText(f"Look at what was taken ({held} wait here)" if held else "Look at what was taken")

    def _act(self) -> None:
        if self.act.text() == "Stop":
            self.ask("stop")
        else:
            self._keep_memo()
            self.ask("start", job=self.job["job"])

    def _keep_memo(self) -> None:
        if self.job:
            self.ask("memo", text=self.memo.text(), job=self.job["job"])

    def _turn_work_view(self, on: bool) -> None:
        self.ask("work_view", on=on, job=self.job["job"])


def _expected(job: dict[str, Any]) -> dict[str, Any]:
    """Whether time of a job that is not tracked would be protected."""
    if job["readiness"] != "ready":
        return {"protected": False, "reason": job["readiness"]}
    if not job["work_view_on"]:
        return {"protected": False, "reason": WITHOUT_SHOTS[job["work_view"]]}
    return {"protected": True, "reason": ""}
