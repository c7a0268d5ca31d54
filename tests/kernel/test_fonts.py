"""What the fonts of a machine cannot show is known before a PDF is made."""

import ctypes.util
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.kernel import fonts

NOBODY_HAS = "\U0001bc00"
"""A letter of Duployan, which no font of Debian's usual ones has."""


@pytest.fixture
def _without_fontconfig(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    for known in (fonts.has_glyph, fonts._coverage):
        known.cache_clear()
    yield
    for known in (fonts.has_glyph, fonts._coverage):
        known.cache_clear()


def test_letters_without_a_font_are_named_once() -> None:
    assert fonts.without_glyph(f"Ad\u00e1 {NOBODY_HAS}\u200d{NOBODY_HAS} \u0416") == NOBODY_HAS


def test_a_composed_letter_is_shown_by_its_parts() -> None:
    assert fonts.has_glyph("\u1e17")
    assert fonts.without_glyph(unicodedata.normalize("NFD", "\u00e9")) == ""


def test_languages_are_named_by_a_letter_of_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "LANGUAGES", {"Greek": "\u03b1", "Duployan": NOBODY_HAS})
    assert fonts.languages_without_font() == ["Duployan"]


@pytest.mark.usefixtures("_without_fontconfig")
def test_without_fontconfig_nothing_is_said() -> None:
    assert fonts.without_glyph(NOBODY_HAS) == ""


@given(st.text(max_size=40))
def test_any_text_can_be_asked_about(text: str) -> None:
    assert set(fonts.without_glyph(text)) <= set(text)
