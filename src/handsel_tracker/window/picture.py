"""One screenshot in full, with boxes that hide parts of it: drawn with the mouse or moved by keys."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QComboBox, QDialog, QScrollArea, QWidget

from handsel_tracker.window.parts import Button, column, label, row

STEP = 16
"""By how many pixels of the picture an arrow moves or widens a box."""
_MOVES = {
    Qt.Key.Key_Left: (-STEP, 0),
    Qt.Key.Key_Right: (STEP, 0),
    Qt.Key.Key_Up: (0, -STEP),
    Qt.Key.Key_Down: (0, STEP),
}


class Canvas(QWidget):
    """The picture and the boxes over it, all in pixels of the picture."""

    def __init__(self, picture: QPixmap, scale: float) -> None:
        super().__init__()
        self.picture, self.scale = picture, scale
        self.rects: list[QRectF] = []
        self.start: QPointF | None = None
        self.setFixedSize(round(picture.width() * scale), round(picture.height() * scale))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(
            "Screenshot. Draw boxes with the mouse, or press Insert for one, the arrow keys to move it, "
            "Shift and the arrow keys to change its size, Delete to take it away."
        )

    def add(self) -> None:
        """Put a box into the middle."""
        width, height = self.picture.width() / 4, self.picture.height() / 8
        self.rects.append(QRectF(1.5 * width, 3.5 * height, width, height))
        self.setFocus()
        self.update()

    def remove(self) -> None:
        """Take the last box away."""
        del self.rects[-1:]
        self.update()

    def boxes(self) -> list[list[int]]:
        """The boxes in whole pixels, rounded outwards, within the picture."""
        bounds = QRectF(self.picture.rect())
        return [_pixels(rect & bounds) for rect in self.rects if not (rect & bounds).isEmpty()]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture and the boxes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), self.picture)
        painter.scale(self.scale, self.scale)
        painter.setPen(QPen(QColor("white"), 2 / self.scale))
        painter.setBrush(QColor("black"))
        for rect in self.rects:
            painter.drawRect(rect)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a box."""
        self.start = self._place(event)
        self.rects.append(QRectF(self.start, self.start))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw it on."""
        if self.start is not None:
            self.rects[-1] = QRectF(self.start, self._place(event)).normalized()
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End it; a click alone makes none."""
        self.start = None
        if self.rects and (self.rects[-1].width() < 2 or self.rects[-1].height() < 2):
            self.remove()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the last box, or change its size."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Insert:
            self.add()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        elif key in _MOVES and self.rects:
            self._move(*_MOVES[key], grow=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def _place(self, event: QMouseEvent) -> QPointF:
        """Where on the picture, in its pixels."""
        return QPointF(event.position().x() / self.scale, event.position().y() / self.scale)

    def _move(self, right: int, down: int, *, grow: bool) -> None:
        rect = self.rects[-1]
        self.rects[-1] = rect.adjusted(0 if grow else right, 0 if grow else down, right, down).normalized()
        self.update()


class PictureDialog(QDialog):
    """Look at a screenshot, and hide parts of it; accepted means that the boxes are to be kept."""

    def __init__(self, parent: QWidget, picture: QPixmap) -> None:
        super().__init__(parent)
        self.setWindowTitle("Screenshot")
        room = self.screen().availableGeometry()
        scale = min(1.0, 0.85 * room.width() / picture.width(), 0.7 * room.height() / picture.height())
        self.canvas = Canvas(picture, scale)
        self.style_box = QComboBox()
        self.style_box.addItem("Black boxes", "solid")
        self.style_box.addItem("Coarse mosaic", "mosaic")
        self.style_box.setAccessibleName("How parts are hidden")
        area = QScrollArea()
        area.setWidget(self.canvas)
        hide = Button("Hide these parts", self.accept, "primary")
        hide.setDefault(True)
        acts = row(
            Button("Add a box", self.canvas.add),
            Button("Undo", self.canvas.remove),
            self.style_box,
            None,
            Button("Close", self.reject),
            hide,
        )
        words = (
            "Draw boxes over what nobody should see. The time stays protected, and the site shows how many."
        )
        layout = column(label(words, "soft"), area, acts, gap=12, edge=16)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.resize(self.canvas.width() + 40, self.canvas.height() + 140)
        self.canvas.setFocus()

    def boxes(self) -> list[list[int]]:
        """What is to be hidden, in pixels of the picture."""
        return self.canvas.boxes()

    def style_name(self) -> str:
        """How: `solid` or `mosaic`."""
        return str(self.style_box.currentData())


def _pixels(rect: QRectF) -> list[int]:
    left, top = math.floor(rect.left()), math.floor(rect.top())
    return [left, top, math.ceil(rect.right()) - left, math.ceil(rect.bottom()) - top]
