import itertools
import os
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from handsel_tracker.desktop.icons import TrayState, app_icon, tray_icon

pytestmark = pytest.mark.one_database
SIDE = 22
"""The side of icons in panels, in pixels."""


def drawn(svg: str) -> Image.Image:
    """The shape as it is seen in a panel, without its colour."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    assert renderer.isValid()
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(BytesIO(bytes(buffer.data().data()))).convert("L")


def test_states_can_be_told_apart_without_colour() -> None:
    shapes = {state: drawn(tray_icon(state)) for state in TrayState}
    for one_state, other in itertools.combinations(TrayState, 2):
        difference = ImageChops.difference(shapes[one_state], shapes[other])
        differing = sum(value * count for value, count in enumerate(difference.histogram())) / 255
        assert differing > 0.06 * SIDE * SIDE, (one_state, other)


def test_icons_are_named_for_screen_readers() -> None:
    assert ElementTree.fromstring(app_icon()).get("aria-label") == "Handsel Tracker"
    assert ElementTree.fromstring(tray_icon(TrayState.OFFLINE)).get("aria-label") == "offline"
