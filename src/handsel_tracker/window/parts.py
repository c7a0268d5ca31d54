"""Parts of pages: labels by their role, badges with an icon, rows of facts, buttons."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from handsel_tracker.window.drawing import pixmap
from handsel_tracker.window.theme import Palette


def label(words: str = "", role: str = "") -> QLabel:
    """A text that wraps; its role decides how it looks."""
    shown = QLabel(words)
    shown.setProperty("role", role)
    shown.setWordWrap(True)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    return shown


class Button(QPushButton):
    """A button that acts when it is pressed, by Enter as well as by Space."""

    def __init__(self, words: str, act: Callable[[], object], role: str = "") -> None:
        super().__init__(words)
        self.setProperty("role", role)
        self.clicked.connect(lambda _checked=False: act())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def column(*parts: QWidget | QLayout | None, gap: int = 8, edge: int = 0) -> QVBoxLayout:
    """Parts one below the other; None is what takes the space that is left."""
    layout = QVBoxLayout()
    _fill(layout, parts, gap, edge)
    return layout


def row(*parts: QWidget | QLayout | None, gap: int = 8, edge: int = 0) -> QHBoxLayout:
    """Parts beside each other; None is what takes the space that is left."""
    layout = QHBoxLayout()
    _fill(layout, parts, gap, edge)
    return layout


def sheet(layout: QLayout) -> QFrame:
    """A sheet on the paper."""
    frame = QFrame()
    frame.setProperty("role", "sheet")
    frame.setLayout(layout)
    return frame


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


class ToneBadge(QFrame):
    """Words with an icon, in a tone: the icon says without colour what the tone says."""

    def __init__(self, palette: Palette, tone: str, icon: str, words: str) -> None:
        super().__init__()
        self.setProperty("tone", tone)
        mark = QLabel()
        mark.setPixmap(pixmap(icon, palette.tones[tone].ink, size=18))
        mark.setFixedWidth(18)
        mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        shown = label(words)
        shown.setAccessibleName(words)
        self.line = row(mark, shown, gap=8, edge=8)
        self.line.setStretch(1, 1)
        self.setLayout(self.line)


class Choice(QWidget):
    """A box to tick with words that wrap; a click on the words ticks it, too."""

    def __init__(self, words: str, chosen: Callable[[bool], object]) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(words)
        self.box.toggled.connect(chosen)
        self.words = label(words)
        line = row(self.box, self.words, gap=6)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_chosen(self, chosen: bool) -> None:
        """Show a choice that was made, without making it again."""
        with QSignalBlocker(self.box):
            self.box.setChecked(chosen)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Tick the box."""
        if self.box.isEnabled():
            self.box.click()


def confirmed(parent: QWidget, words: str, act: str, keep: str) -> bool:
    """Ask before something that cannot be undone; Enter and Escape leave it as it is."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Handsel Tracker", words, parent=parent)
    yes = box.addButton(act, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(keep, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is yes


def fact(name: str, value: str) -> QHBoxLayout:
    """A fact: its name, and its value at the end of the line."""
    shown = label(value, "strong")
    shown.setAlignment(Qt.AlignmentFlag.AlignRight)
    shown.setAccessibleName(f"{name}: {value}")
    layout = row(label(name, "soft"), shown)
    layout.setStretch(1, 1)
    return layout


def _fill(
    layout: QVBoxLayout | QHBoxLayout, parts: tuple[QWidget | QLayout | None, ...], gap: int, edge: int
) -> None:
    layout.setSpacing(gap)
    layout.setContentsMargins(edge, edge, edge, edge)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
