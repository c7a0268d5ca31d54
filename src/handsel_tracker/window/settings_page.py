"""Choices: reminders, what happens at the lock, what is on screenshots; signing out."""

from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QLineEdit

from handsel_tracker.window.page import Page, Shell, State
from handsel_tracker.window.parts import Button, Choice, column, confirmed, label, row, sheet

CHOICES = {
    "stop_on_lock": "Stop the timer while the screen is locked",
    "resume_on_unlock": "Go on when it is unlocked",
    "remind_untimed": "Say when I work and no timer runs",
    "remind_still_working": "Ask after 4 hours whether I still work",
    "remind_week": "Say when a week is nearly full",
    "tell_shots": "Say after each block which screenshot was taken",
    "hold_all": "Keep all screenshots here until I send them",
}
MONITORS_MAX = 4


class SettingsPage(Page):
    """What the person chooses on this computer."""

    title = "Settings"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.boxes = {name: self._box(name, words) for name, words in CHOICES.items()}
        self.monitor = QComboBox()
        self.monitor.addItems(["All monitors", *(f"Monitor {number + 1}" for number in range(MONITORS_MAX))])
        self.monitor.setAccessibleName("Monitor of which screenshots are taken")
        self.monitor.activated.connect(self._choose_monitor)
        self.excluded = QLineEdit()
        self.excluded.setPlaceholderText("keepassxc, signal")
        self.excluded.setAccessibleName("Programs that are left out of screenshots")
        self.excluded.editingFinished.connect(self._choose_excluded)
        self.account = label("", "soft")
        pictures = column(
            label("Screenshots", "title"),
            label("Of which monitor:", "soft"),
            self.monitor,
            label("Programs to leave out: black on the screenshot. Not under Wayland.", "soft"),
            self.excluded,
            gap=8,
            edge=12,
        )
        self.column.addWidget(sheet(column(*self.boxes.values(), gap=2, edge=12)))
        self.column.addWidget(sheet(pictures))
        out = row(Button("Sign out", self._sign_out), None)
        self.column.addWidget(sheet(column(label("Account", "title"), self.account, out, gap=8, edge=12)))
        self.column.addStretch(1)

    def show_state(self, state: State) -> None:
        """Show what holds."""
        tracking, account = state["tracking"], state["account"]
        if tracking is None or account is None:
            return
        chosen = tracking["settings"]
        for name, box in self.boxes.items():
            box.show_chosen(chosen[name])
        with QSignalBlocker(self.monitor):
            self.monitor.setCurrentIndex(0 if chosen["monitor"] is None else chosen["monitor"] + 1)
        if not self.excluded.hasFocus():
            self.excluded.setText(", ".join(chosen["excluded"]))
        place = "the keyring" if account["secrets"] == "keyring" else "a file that only you can read"
        self.account.setText(
            f"{account['person']} at {account['house']}, on “{account['name']}”. The keys are in {place}."
        )

    def _box(self, name: str, words: str) -> Choice:
        return Choice(words, lambda on: self._choose(name, on))

    def _choose(self, name: str, value: Any) -> None:
        self.ask("settings", name=name, value=value)

    def _choose_monitor(self, value: int) -> None:
        self._choose("monitor", value - 1 if value else None)

    def _choose_excluded(self) -> None:
        names = [name.strip() for name in self.excluded.text().split(",")]
        self._choose("excluded", [name for name in names if name])

    def _sign_out(self) -> None:
        words = "Sign out? What is recorded is sent first. This computer then needs a new code."
        if confirmed(self, words, "Sign out", "Stay signed in"):
            self.shell.link.ask("logout", failed=self._insist)

    def _insist(self, words: Any) -> None:
        """Something could not be sent: ask whether to sign out all the same."""
        if confirmed(self, str(words), "Sign out all the same", "Stay signed in"):
            self.ask("logout", force=True)
