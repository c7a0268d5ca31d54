"""What was taken: each screenshot with look, redact, delete and send, before it leaves and after."""

import base64
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from handsel_tracker.window.page import Page, Shell, State
from handsel_tracker.window.parts import Button, Choice, clear, column, confirmed, label, row, sheet
from handsel_tracker.window.picture import PictureDialog
from handsel_tracker.wording.figures import time_of_day

THUMB_WIDTH = 130
WHEN = (
    "Each is shown when its block of 12 minutes is over, and leaves 10 minutes later, unless you delete it."
)
_STATES = {
    "held": "Still on this computer",
    "sent": "Sent",
    "refused": "Not taken by the site",
}


class ShotsPage(Page):
    """The screenshots of blocks that are over."""

    title = "Screenshots"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.rows: list[dict[str, Any]] | None = None
        self.pictures: dict[str, QPixmap] = {}
        self.hold = Choice("Keep all here until I send them", lambda on: self.ask("hold", on=on))
        self.send = Button("Send all now", lambda: self.ask("send_now"))
        self.listed = QVBoxLayout()
        self.listed.setSpacing(12)
        self.column.addWidget(label(WHEN, "soft"))
        self.column.addLayout(column(self.hold, row(self.send, None), gap=6))
        self.column.addLayout(self.listed)
        self.column.addStretch(1)
        self.count: tuple[int, int] | None = None

    def first(self) -> QWidget:
        """The choice above the list."""
        return self.hold.box

    def show_state(self, state: State) -> None:
        """Ask for the list anew if it changed."""
        tracking = state["tracking"]
        if tracking is None:
            return
        self.hold.show_chosen(tracking["settings"]["hold_all"])
        self.send.setEnabled(tracking["held"] > 0)
        count = (tracking["held"], tracking["unsent"])
        if count != self.count or self.rows is None:
            self.count = count
            self.refresh()

    def refresh(self) -> None:
        """Ask for the list."""
        self.shell.link.ask("shots", then=self._show, failed=self.shell.complain)

    def _show(self, rows: list[dict[str, Any]]) -> None:
        rows = [shot for shot in rows if shot["state"] != "deleted"]
        if rows == self.rows:
            return
        self.rows = rows
        clear(self.listed)
        for shot in rows:
            self.listed.addWidget(self._row(shot))
        if not rows:
            self.listed.addWidget(label("Nothing to show yet.", "title"))
            words = "Until its block is over nobody sees it: so nobody knows whether one is still to come."
            self.listed.addWidget(label(words, "soft"))

    def _row(self, shot: dict[str, Any]) -> QFrame:
        taken = time_of_day(shot["taken"])
        words = _STATES.get(shot["state"], shot["state"])
        if shot["state"] == "held" and shot["sent_at"] and not self.hold.box.isChecked():
            words = f"Leaves at {time_of_day(shot['sent_at'])}"
        notes = [words]
        if shot["redactions"]:
            notes.append("1 part hidden" if shot["redactions"] == 1 else f"{shot['redactions']} parts hidden")
        if shot.get("reason"):
            notes.append(shot["reason"])
        facts = column(label(f"Taken at {taken}", "strong"), label(" · ".join(notes), "soft"), gap=2)
        head = row(self._thumb(shot, taken), facts, gap=12)
        head.setStretch(1, 1)
        return sheet(column(head, self._acts(shot, taken), gap=8, edge=12))

    def _thumb(self, shot: dict[str, Any], taken: str) -> QLabel:
        thumb = label("" if shot["has_picture"] else "No picture here", "soft")
        thumb.setFixedWidth(THUMB_WIDTH)
        thumb.setAccessibleName(f"Screenshot taken at {taken}")
        thumb.setAlignment(Qt.AlignmentFlag.AlignTop)
        if shot["has_picture"]:
            self._with_picture(shot["shot"], partial(_shrunk, thumb))
        return thumb

    def _acts(self, shot: dict[str, Any], taken: str) -> Any:
        if not shot["has_picture"] or shot["state"] not in ("held", "sent"):
            return row(None)
        acts = [
            Button("Look, redact", partial(self._open, shot)),
            Button("Delete", partial(self._delete, shot, taken)),
        ]
        if shot["state"] == "held":
            acts.append(Button("Send", partial(self.ask, "send_now", shot=shot["shot"])))
        for act in acts:
            act.setAccessibleName(f"{act.text()}: the screenshot taken at {taken}")
        return row(*acts, None, gap=6)

    def _with_picture(self, shot: str, then: Any) -> None:
        if shot in self.pictures:
            then(self.pictures[shot])
            return

        def taken(content: str) -> None:
            picture = QPixmap()
            picture.loadFromData(base64.b64decode(content))
            self.pictures[shot] = picture
            then(picture)

        self.shell.link.ask("shot", then=taken, failed=self.shell.complain, shot=shot)

    def _open(self, shot: dict[str, Any]) -> None:
        self._with_picture(shot["shot"], partial(self._open_picture, shot))

    def _open_picture(self, shot: dict[str, Any], picture: QPixmap) -> None:
        dialog = PictureDialog(self, picture)
        if dialog.exec() and dialog.boxes():
            self.shell.link.ask(
                "redact",
                then=lambda _answer: self.refresh(),
                failed=self.shell.complain,
                shot=shot["shot"],
                boxes=dialog.boxes(),
                style=dialog.style_name(),
            )

    def _delete(self, shot: dict[str, Any], taken: str) -> None:
        words = (
            f"Delete the screenshot taken at {taken}? Its 12 minutes are no longer protected. "
            "Where the terms require Work View, they are not paid."
        )
        if confirmed(self, words, "Delete", "Keep it"):
            self.shell.link.ask(
                "delete",
                then=lambda _answer: self.refresh(),
                failed=self.shell.complain,
                shot=shot["shot"],
            )


def _shrunk(thumb: QLabel, picture: QPixmap) -> None:
    if not picture.isNull():
        smooth = Qt.TransformationMode.SmoothTransformation
        thumb.setPixmap(picture.scaledToWidth(THUMB_WIDTH, smooth))
