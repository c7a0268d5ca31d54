"""Characters that nobody sees: text that is made of them alone, and those that turn its direction around."""

import unicodedata

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal

BIDI_CONTROLS = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
"""Embeddings, overrides and isolates: with them a text is read in another order than it is kept."""
_UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Zs"}
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0000, 0xE1000)]))


class BidiControlsRefused(Refusal):
    """A text holds characters that turn its direction around."""

    what = gettext_noop("The text holds hidden characters that turn its direction around.")
    way_out = gettext_noop("Write it anew without them (U+202A to U+202E, U+2066 to U+2069), then try again.")


def is_blank(text: str) -> bool:
    """Whether there is nothing to see in a text: it is empty, or all spaces, controls and fillers."""
    return all(
        unicodedata.category(character) in _UNSEEN or character in _FILLERS | _SELECTORS for character in text
    )


def has_bidi_controls(text: str) -> bool:
    """Whether a text holds a character that turns its direction around."""
    return not BIDI_CONTROLS.isdisjoint(text)


def clean_text(text: str) -> str:
    """What somebody wrote, as it goes on the record: without spaces around it and turning characters in it.

    They come along unseen when a name or a number is copied, so nobody is refused for them; letters that
    are written from right to left need none.
    """
    return "".join(character for character in text if character not in BIDI_CONTROLS).strip()


def refuse_bidi_controls(*texts: str) -> None:
    """Raise `TextTurned` where one of these texts could be read in another order than it is kept."""
    if any(has_bidi_controls(text) for text in texts):
        raise BidiControlsRefused
