"""Signing in: the address of the house, then a code that the person approves in a browser."""

import webbrowser
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from handsel_tracker.window.page import Page, Shell, State
from handsel_tracker.window.parts import Button, column, label, row, sheet
from handsel_tracker.wording.figures import breakable, code_in_pairs


class ApprovalPage(Page):
    """Asks for the address, and shows the code."""

    title = "Sign in"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.pending: dict[str, Any] = {}
        self.code, self.key, self.fault = label("", "code"), label("", "strong"), label()
        self.fault.setProperty("tone", "bad")
        self.link = label("", "soft")
        self.link.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://work.example.org")
        self.address.setAccessibleName("Address of the site")
        self.address.returnPressed.connect(self._sign_in)
        self.asking, self.approving = self._asking(), self._approving()
        self.column.addWidget(self.asking)
        self.column.addWidget(self.approving)
        self.column.addStretch(1)

    def _asking(self) -> QFrame:
        return sheet(
            column(
                label("Where is your work?", "title"),
                label("The address of the site on which you have your job, as in your browser.", "soft"),
                self.address,
                Button("Sign in", self._sign_in, "primary"),
                self.fault,
                gap=12,
                edge=16,
            )
        )

    def _approving(self) -> QFrame:
        return sheet(
            column(
                label("Compare the code", "title"),
                label("Your browser shows a page with this code. Connect this computer there.", "soft"),
                self.code,
                label("The page shows this key, too:", "soft"),
                self.key,
                label("Waiting for you to connect it in the browser …", "soft"),
                label("If no page opens, open this address yourself:", "soft"),
                self.link,
                row(Button("Open the page again", self._open), Button("Cancel", self._cancel), None),
                gap=12,
                edge=16,
            )
        )

    def first(self) -> QWidget:
        """The address, which one comes to type."""
        return self.address

    def show_state(self, state: State) -> None:
        """Show the code while one waits, else the address."""
        self.pending = state["sign_in"] or {}
        waits = bool(self.pending.get("code")) and not self.pending["done"]
        self.asking.setVisible(not waits)
        self.approving.setVisible(waits)
        if waits:
            self.code.setText(self.pending["code"])
            self.key.setText(code_in_pairs(self.pending["key"]))
            self.link.setText(breakable(self.pending["address"]))
        self.fault.setText(self.pending.get("error", ""))
        self.fault.setVisible(bool(self.pending.get("error")))
        if state["account"] and not self.address.text():
            self.address.setText(state["account"]["house"])

    def _sign_in(self) -> None:
        house = self.address.text().strip()
        self.shell.link.ask("login", then=_open_page, failed=self.shell.complain, house=house)

    def _open(self) -> None:
        _open_page(self.pending)

    def _cancel(self) -> None:
        self.ask("cancel_login")


def _open_page(pending: dict[str, str]) -> None:
    """Open the page on which the code is approved, in the person's browser."""
    webbrowser.open(pending["address"])
