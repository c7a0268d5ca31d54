"""Parts of a screenshot are hidden by boxes that are drawn with the mouse or moved by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from handsel_tracker.window.picture import STEP, Canvas, PictureDialog

pytestmark = pytest.mark.one_database
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def picture(application: QApplication) -> QPixmap:
    return QPixmap(1920, 1080)


def draw_box(canvas: Canvas, start: tuple[int, int], end: tuple[int, int]) -> None:
    QTest.mousePress(canvas, LEFT, pos=QPoint(*start))
    QTest.mouseMove(canvas, QPoint(*end))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(*end))


@pytest.mark.parametrize(
    ("scale", "start", "end", "box"),
    [
        (1.0, (100, 100), (300, 150), [100, 100, 200, 50]),
        (1.0, (300, 150), (100, 100), [100, 100, 200, 50]),
        (0.5, (10, 20), (40, 60), [20, 40, 60, 80]),
        (0.8, (1, 1), (10, 10), [1, 1, 12, 12]),
        (0.5, (900, 500), (1200, 700), [1800, 1000, 120, 80]),
    ],
)
def test_a_box_is_in_pixels_of_the_picture_rounded_outwards(
    picture: QPixmap, scale: float, start: tuple[int, int], end: tuple[int, int], box: list[int]
) -> None:
    canvas = Canvas(picture, scale)
    canvas.show()
    draw_box(canvas, start, end)
    assert canvas.boxes() == [box]


def test_a_click_alone_hides_nothing(picture: QPixmap) -> None:
    canvas = Canvas(picture, 1.0)
    QTest.mouseClick(canvas, LEFT, pos=QPoint(5, 5))
    assert canvas.boxes() == []


def test_a_box_is_moved_and_widened_by_keys(picture: QPixmap) -> None:
    canvas = Canvas(picture, 1.0)
    QTest.keyClick(canvas, Qt.Key.Key_Insert)
    left, top, width, height = canvas.boxes()[0]
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.boxes() == [[left + STEP, top, width, height + STEP]]
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert canvas.boxes() == []


def test_the_whole_screen_is_seen_however_large_it_is(application: QApplication) -> None:
    parent = QWidget()
    dialog = PictureDialog(parent, QPixmap(7680, 2160))
    room = dialog.screen().availableGeometry()
    assert dialog.canvas.width() <= room.width()
    assert dialog.canvas.height() <= room.height()
    assert dialog.style_name() == "solid"
