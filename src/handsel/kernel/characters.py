"""Invisible characters: text made only of them, and those that change its direction (bidi controls)."""

import unicodedata

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal

BIDI_CONTROLS = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
"""Embeddings, overrides and isolates: they display a text in another order than it is stored."""
_SPACES = {"Cc", "Zl", "Zp", "Zs"}
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0000, 0xE1000)]))


class BidiControlsRefused(Refusal):
    """A text holds bidi control characters."""

    what = gettext_noop("The text contains hidden characters that change its direction.")
    way_out = gettext_noop("Retype it without them (U+202A to U+202E, U+2066 to U+2069), then try again.")


def is_blank(text: str) -> bool:
    """Whether a text is empty, or only spaces, controls and fillers."""
    return all(unicodedata.category(character) in _SPACES or is_unseen(character) for character in text)


def is_unseen(character: str) -> bool:
    """Whether a character takes part in a text without being seen, as format controls and fillers do."""
    return unicodedata.category(character) == "Cf" or character in _FILLERS or character in _SELECTORS


def has_bidi_controls(text: str) -> bool:
    """Whether a text holds a bidi control character."""
    return not BIDI_CONTROLS.isdisjoint(text)


def caseless(text: str) -> str:
    """A text for comparing names: case, Unicode form and invisible characters make no difference.

    `I`, `i`, and the Turkish letters with a dot and without one are the same: who types a name in capitals
    may have another keyboard than its owner. Unicode, 3.13, D146.
    """
    seen = "".join(character for character in text if not is_unseen(character))
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", seen).casefold()).casefold()
    return unicodedata.normalize("NFKD", folded).replace("\u0131", "i").replace("i\u0307", "i")


def clean_text(text: str) -> str:
    """Strip spaces around a text and bidi controls in it.

    Copied names and numbers bring them along unseen, so they are removed, not refused. Right-to-left
    scripts don't need them.
    """
    return "".join(character for character in text if character not in BIDI_CONTROLS).strip()


def refuse_bidi_controls(*texts: str) -> None:
    """Raise `BidiControlsRefused` if a text holds bidi controls."""
    if any(has_bidi_controls(text) for text in texts):
        raise BidiControlsRefused
