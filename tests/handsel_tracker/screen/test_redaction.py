import random

import pytest
from PIL import Image

from handsel_tracker.screen.port import Box
from handsel_tracker.screen.redaction import CELL, Style, redact_pixels

COVERS = ("handsel_tracker.screen.port",)
pytestmark = pytest.mark.one_database


def noise() -> Image.Image:
    return Image.frombytes("RGB", (300, 200), random.Random(4).randbytes(300 * 200 * 3))


def test_a_box_on_a_scaled_screen_is_rounded_outwards() -> None:
    assert Box.around(100, 100, 200, 50, 1.25) == Box(125, 125, 250, 63)
    assert Box.around(10.2, 10.2, 5.1, 5.1) == Box(10, 10, 6, 6)


@pytest.mark.parametrize(
    ("box", "inside"),
    [
        (Box(0, 0, 10, 10), Box(0, 0, 10, 10)),
        (Box(-5, -5, 10, 10), Box(0, 0, 5, 5)),
        (Box(290, 190, 50, 50), Box(290, 190, 10, 10)),
        (Box(300, 0, 10, 10), None),
        (Box(10, 10, 0, 10), None),
    ],
)
def test_of_a_box_counts_what_lies_in_the_picture(box: Box, inside: Box | None) -> None:
    assert box.within(Box(0, 0, 300, 200)) == inside


def test_a_solid_box_leaves_nothing_and_touches_nothing_else() -> None:
    image, before = noise(), noise()
    assert redact_pixels(image, [Box(20, 30, 40, 50), Box(900, 0, 5, 5)]) == 1
    assert image.crop((20, 30, 60, 80)).getcolors() == [(2000, (0x3B, 0x36, 0x40))]
    changed = [
        (x, y) for x in range(300) for y in range(200) if image.getpixel((x, y)) != before.getpixel((x, y))
    ]
    assert {x for x, _y in changed} == set(range(20, 60))
    assert {y for _x, y in changed} == set(range(30, 80))


def test_a_mosaic_has_one_colour_for_each_whole_cell() -> None:
    image = noise()
    redact_pixels(image, [Box(25, 25, 40, 1)], Style.MOSAIC)
    for left in (24, 48):
        colours = image.crop((left, 24, left + CELL, 48)).getcolors()
        assert len(colours) == 1
        assert colours[0][0] == CELL * CELL
    assert image.crop((0, 0, 300, 24)).tobytes() == noise().crop((0, 0, 300, 24)).tobytes()


def test_a_mosaic_at_the_edge_stays_in_the_picture() -> None:
    image = noise()
    assert redact_pixels(image, [Box(280, 180, 100, 100)], Style.MOSAIC) == 1
    assert image.size == (300, 200)
