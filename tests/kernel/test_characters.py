"""What nobody sees counts as nothing, and what turns a text around is refused."""

import unicodedata
from itertools import groupby
from typing import Literal
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handsel.kernel.characters import (
    BIDI_CONTROLS,
    BidiControlsRefused,
    caseless,
    clean_text,
    has_bidi_controls,
    is_blank,
    normalized,
    refuse_bidi_controls,
)

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD", "NFKC", "NFKD")
WITHOUT_CLASS = "\u0f73\u0f75\u0f81\uff9e\uff9f\u0344\u0340"
"""Marks once they are decomposed, in one form or another."""
MARKS = "\u0300\u0315\u0316\u0334\u0345\u05b0\u0f71\u0f72\u0f74\u3099\U0001d165\U0001e944" + WITHOUT_CLASS
MIXED = st.sampled_from("aA\u00e9\u0130\uac00\u11a8\U0001f527" + MARKS)
HOSTILE = [
    "a" + "\u0315" * 3_000 + "\u0300" * 3_000,
    "\u0f40" + "\u0f74" * 3_000 + "\u0f73" * 3_000,
    "\u00e9" + "\u0300\u0316" * 3_000,
    "\u304b" + "\uff9e\u0334" * 3_000,
    "a" + "\U0001d165\u0334" * 3_000,
]


def swaps_max(form: Form, text: str) -> int:
    """How many marks of a higher class, at most, stand before a mark of the same row."""
    decomposing: Form = "NFKD" if "K" in form else "NFD"
    plain = (part for character in text for part in unicodedata.normalize(decomposing, character))
    classes = map(unicodedata.combining, plain)
    rows = (list(row) for is_mark, row in groupby(classes, key=bool) if is_mark)
    most = 0
    for row in rows:
        counts: dict[int, int] = {}
        for number in row:
            most = max(most, sum(count for higher, count in counts.items() if higher > number))
            counts[number] = counts.get(number, 0) + 1
    return most


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", FORMS)
def test_the_standard_library_has_few_marks_to_put_in_order(form: Form, text: str) -> None:
    with patch("unicodedata.normalize", wraps=unicodedata.normalize) as normalize:
        assert normalized(form, text) == normalize(form, text)
    *calls, unordered = [swaps_max(*call.args) for call in normalize.call_args_list]
    assert max(calls) < 100
    assert unordered >= 3_000 or "\uff9e" in text


@settings(deadline=None)
@given(st.text() | st.text(MIXED), st.sampled_from(FORMS))
def test_a_text_is_normalised_as_unicode_has_it(text: str, form: Form) -> None:
    assert normalized(form, text) == unicodedata.normalize(form, text)


@settings(deadline=None)
@given(st.text(st.sampled_from(MARKS), min_size=31, max_size=99), st.text(), st.sampled_from(FORMS))
def test_a_long_row_of_marks_is_normalised_as_unicode_has_it(row: str, text: str, form: Form) -> None:
    long = f"{text}{row}{text}{row}"
    assert normalized(form, long) == unicodedata.normalize(form, long)
    assert normalized(form, normalized(form, long)) == normalized(form, long)


def test_every_mark_counts() -> None:
    letters = map(chr, range(0x110000))
    marks = [c for c in letters if unicodedata.combining(unicodedata.normalize("NFKD", c)[0])]
    assert set(WITHOUT_CLASS) < set(marks)
    with patch("handsel.kernel.characters._in_order", return_value="-"):
        assert {normalized("NFC", mark * 31) for mark in marks} == {"-"}


@pytest.mark.parametrize("text", HOSTILE)
def test_marks_in_another_order_make_the_same_name(text: str) -> None:
    assert caseless(text) == caseless(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n",
        "\u00a0\u3000",
        "\u200b\u200c\u200d\ufeff\u2060",
        "\u00ad\u180e",
        "\u3164\u2800\ufe0f",
        "\U000e0001\U000e0100",
        "\0",
    ],
)
def test_there_is_nothing_to_see(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", [".", " a ", "\u200bx", "نص", "👩\u200d🔧", "\u0301"])
def test_there_is_something_to_see(text: str) -> None:
    assert not is_blank(text)


def test_nine_characters_turn_a_text_around() -> None:
    assert sorted(map(ord, BIDI_CONTROLS)) == [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]


@pytest.mark.parametrize("character", sorted(BIDI_CONTROLS))
def test_a_text_with_one_of_them_is_refused(character: str) -> None:
    assert has_bidi_controls(f"Pay {character}00,1$ now")
    with pytest.raises(BidiControlsRefused) as refused:
        refuse_bidi_controls("Fine.", f"{character}Not fine.")
    assert str(refused.value) == "The text contains hidden characters that change its direction."


def test_letters_that_are_written_from_right_to_left_are_fine() -> None:
    refuse_bidi_controls("عقد", "חוזה", "a \u200f mark \u200e too")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Pay \u202e001$\u202c now.\n", "Pay 001$ now."),
        ("+47\u202a 22 33\u202c", "+47 22 33"),
        ("\u2067עקד\u2069, عقد\u200f", "עקד, عقد\u200f"),
        ("Pay\0 now\x1b[31m.\x85\r\n\tNow\ud83d.", "Pay now[31m.\r\n\tNow."),
        ("One.\x0bTwo.\x0cThree.", "One.\nTwo.\nThree."),
    ],
)
def test_what_is_written_is_kept_without_what_turns_it(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept
