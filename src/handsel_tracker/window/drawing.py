"""Icons: drawn from outlines in the colour of the words beside them."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parent / "icons"
SIZE = 20


def draw(svg: str, size: int) -> QPixmap:
    """A drawing, square and so many pixels wide."""
    drawn = QPixmap(size, size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn


def pixmap(name: str, colour: str, *, size: int = SIZE) -> QPixmap:
    """An icon by its name; drawn at twice its size, so that it is sharp on every screen."""
    drawn = draw((ICONS / f"{name}.svg").read_text().replace("currentColor", colour), 2 * size)
    drawn.setDevicePixelRatio(2)
    return drawn


def icon(name: str, colour: str) -> QIcon:
    """An icon for a button."""
    return QIcon(pixmap(name, colour))
