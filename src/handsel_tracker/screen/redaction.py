"""Making parts of a picture unreadable, on its pixels, so that nothing of them is left to be restored."""

from collections.abc import Iterable
from enum import StrEnum

from PIL import Image, ImageDraw

from handsel_tracker.screen.port import Box

CELL = 24
"""The side of a cell of the mosaic in pixels: a line of text is lower than that."""
_INK = "#3b3640"


class Style(StrEnum):
    """How a part is made unreadable."""

    SOLID = "solid"
    MOSAIC = "mosaic"


def redact_pixels(image: Image.Image, boxes: Iterable[Box], style: Style = Style.SOLID) -> int:
    """Paint over the boxes in place; returns how many of them touched the picture."""
    whole = Box(0, 0, image.width, image.height)
    inside = [part for box in boxes if (part := box.within(whole))]
    for part in inside:
        if style is Style.MOSAIC:
            _mosaic(image, part)
        else:
            right, bottom = part.x + part.width - 1, part.y + part.height - 1
            ImageDraw.Draw(image).rectangle((part.x, part.y, right, bottom), _INK)
    return len(inside)


def _mosaic(image: Image.Image, box: Box) -> None:
    """One colour for each whole cell that the box touches, even if that is more than the box.

    A cell that was cut where the box ends would be the average of few pixels, and could be read again.
    """
    left, top = box.x // CELL * CELL, box.y // CELL * CELL
    for y in range(top, box.y + box.height, CELL):
        for x in range(left, box.x + box.width, CELL):
            cell = (x, y, min(x + CELL, image.width), min(y + CELL, image.height))
            part = image.crop(cell)
            image.paste(part.resize((1, 1), Image.Resampling.BOX).resize(part.size), cell)
