"""What works on this desktop, what does not, and what can be done about it; what is recorded."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from handsel_tracker.desktop.privacy import INTRODUCTION, LIMITS, NEVER, RECORDS
from handsel_tracker.window.page import Page, Shell, State
from handsel_tracker.window.parts import ToneBadge, clear, column, label, sheet

_TONES = {"ok": ("good", "check"), "warn": ("warn", "alert"), "bad": ("bad", "alert")}


class DoctorPage(Page):
    """What the daemon finds when it looks at this desktop."""

    title = "What works here"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.listed = QVBoxLayout()
        self.listed.setSpacing(10)
        self.column.addLayout(self.listed)
        self.column.addStretch(1)
        self.is_asked = False

    def show_state(self, _state: State) -> None:
        """Look once each time the page is opened."""
        if not self.is_asked:
            self.is_asked = True
            self.listed.addWidget(label("Looking …", "soft"))
            self.shell.link.ask("doctor", then=self._show, failed=self.shell.complain)

    def _show(self, rows: list[Any]) -> None:
        clear(self.listed)
        for name, state, words, way_out in rows:
            tone, icon = _TONES.get(state, ("mute", "alert"))
            badge = ToneBadge(self.shell.palette_now, tone, icon, f"{name}: {words}")
            parts = [badge, label(way_out, "soft")] if way_out else [badge]
            self.listed.addLayout(column(*parts, gap=2))


class PrivacyPage(Page):
    """What is recorded, where it lies, who sees it, and for how long."""

    title = "Privacy"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.column.addWidget(label(INTRODUCTION))
        for record in RECORDS:
            places = [record.place, f"Who sees it: {record.who}", f"How long: {record.how_long}"]
            words = [label(sentence, "soft") for sentence in places]
            self.column.addWidget(sheet(column(label(record.what, "strong"), *words, gap=6, edge=12)))
        for heading, sentences in (("Never recorded", NEVER), ("What you should know", LIMITS)):
            words = [label(f"• {sentence}") for sentence in sentences]
            self.column.addWidget(sheet(column(label(heading, "title"), *words, gap=8, edge=12)))
        self.column.addStretch(1)
