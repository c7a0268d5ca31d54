"""How a text reads, and where each of its characters was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.work.workroom.detector.normalise import UNFOLDED_MAX, Replacement, read, replaced


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Pay ME", "pay me"),
        ("dir\u200bect\u00adly", "directly"),
        ("Überweiſung, größer", "uberweisung, grosser"),
        ("ｐａｙ ﬁne", "pay fine"),
        ("comissa\u0303o", "comissao"),
        ("don’t", "don't"),
    ],
)
def test_a_text_reads_without_accents_and_what_is_not_seen(text: str, reading: str) -> None:
    assert read(text).text == reading


def test_a_letter_that_stands_for_many_reads_as_a_few() -> None:
    assert len(read("\ufdfa" * 1000 + " pay me").text) <= 1000 * UNFOLDED_MAX + 7
    assert read("\ufdfa" * 1000 + " pay me").text.endswith(" pay me")


@given(st.text())
def test_each_character_comes_from_where_it_was_typed(text: str) -> None:
    reading = read(text)
    assert len(reading.text) == len(reading.seen) == len(reading.starts) == len(reading.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(reading.starts, reading.ends, strict=True))


def test_a_replaced_stretch_comes_from_all_that_it_replaces() -> None:
    reading = replaced(read("via p a y p a l ok"), [Replacement(4, 15, "paypal")])
    assert reading.text == "via paypal ok"
    assert reading.origin(4, 10) == (4, 15)
    assert reading.origin(11, 13) == (16, 18)
