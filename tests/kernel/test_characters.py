"""What nobody sees counts as nothing, and what turns a text around is refused."""

import pytest

from handsel.kernel.characters import (
    BIDI_CONTROLS,
    BidiControlsRefused,
    clean_text,
    has_bidi_controls,
    is_blank,
    refuse_bidi_controls,
)


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
    ],
)
def test_what_is_written_is_kept_without_what_turns_it(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept
