"""The phrases of each language, as they are read from their files."""

from pathlib import Path

import pytest

from handsel.work.workroom.detector import tables
from handsel.work.workroom.detector.languages import NAMES, languages, languages_of, subjects
from handsel.work.workroom.detector.phrase import filled, phrase

FILES = list(Path(tables.__file__).parent.glob("phrases/*.toml"))
COVERS = ("handsel.work.workroom.detector.phrase",)


def test_every_language_has_phrases_of_every_strength() -> None:
    assert len(languages()) == len(NAMES)
    assert all(row.offers and row.hints and row.mentions for row in languages())


def test_no_name_is_left_unfilled() -> None:
    patterns = [pattern for row in languages() for pattern in (*row.offers.values(), *row.hints.values())]
    assert not [
        pattern.pattern for pattern in patterns if "{via}" in pattern.pattern or "{site}" in pattern.pattern
    ]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [("can you pay me on the side", 0), ("du kannst mir das geld per post schicken", 3)],
)
def test_a_sentence_is_read_in_its_own_language(sentence: str, place: int) -> None:
    assert languages_of(sentence) == [languages()[place]]


def test_phrases_are_in_small_letters_without_accents() -> None:
    lines = [line for path in FILES for line in path.read_text().splitlines() if not line.startswith("#")]
    assert [line for line in lines if not line.isascii()] == []


def test_what_is_made_is_known_in_every_language() -> None:
    assert subjects().made.search("the button")
    assert subjects().made.search("das formular")


def test_a_gap_holds_a_few_words_and_no_more() -> None:
    gap = phrase(["pay ~ directly"])
    assert gap.search("pay directly")
    assert gap.search("pay me the whole rest directly")
    assert not gap.search("pay me the whole rest of it directly")


def test_words_may_be_made_of_words() -> None:
    assert filled(["via {there}"], {"there": "(?:{service}|bank)", "service": "venmo"}) == [
        "via (?:venmo|bank)"
    ]
