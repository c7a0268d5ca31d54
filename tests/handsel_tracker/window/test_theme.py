"""The colours of both themes can be read, and the style sheet is whole."""

import re

import pytest

from handsel_tracker.window.theme import DARK, LIGHT, Palette, stylesheet

pytestmark = pytest.mark.one_database


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, other: str) -> float:
    low, high = sorted((luminance(colour), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_stand_out(palette: Palette) -> None:
    for ink in (palette.ink, palette.ink_2, palette.ink_3, palette.brand):
        for behind in (palette.paper, palette.sheet):
            assert contrast(ink, behind) >= 4.5
    assert contrast(palette.on_brand, palette.fill) >= 4.5
    assert contrast(palette.edge, palette.sheet) >= 3
    for tone in palette.tones.values():
        assert contrast(tone.ink, tone.soft) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_has_a_colour_for_each_name(palette: Palette) -> None:
    sheet = stylesheet(palette)
    assert "%(" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert re.search(r'QFrame\[tone="bad"\] \{ background: #', sheet)
