"""Unicode forms, and invisible characters: text made only of them, and those that change its direction."""

import re
import unicodedata
from functools import cache
from itertools import groupby
from typing import Literal

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal

BIDI_CONTROLS = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
"""Embeddings, overrides and isolates: they display a text in another order than it is stored."""
_SPACES = {"Cc", "Zl", "Zp", "Zs"}
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0000, 0xE1000)]))
_OTHER_LINE_ENDS = re.compile("[\x0b\x0c]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_MARKS_IN_A_ROW = 30
"""No language writes more after a letter (Stream-Safe Text Format, UAX #15, 13)."""


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


def normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """A text in a Unicode form, as `unicodedata.normalize` gives it, in linear time.

    The standard library puts combining marks in their order by swapping neighbours, which takes the square of
    how many follow each other, and keeps every thread waiting. Long rows of marks are sorted beforehand.
    """
    if text.isascii():
        return text
    return unicodedata.normalize(form, _long_rows().sub(lambda row: _in_order(form, row[0]), text))


def _in_order(form: str, row: str) -> str:
    """A row of marks, decomposed and in canonical order; any form of a text takes them as the same."""
    decomposing = form.replace("C", "D")
    marks = "".join(unicodedata.normalize(decomposing, mark) for mark in row)  # type: ignore[arg-type]
    stretches = groupby(marks, key=lambda mark: unicodedata.combining(mark) > 0)
    return "".join("".join(sorted(stretch, key=unicodedata.combining)) for _, stretch in stretches)


@cache
def _long_rows() -> re.Pattern[str]:
    """Rows of characters that begin with a mark when they are decomposed.

    Some of these have no combining class themselves. Beyond U+FFFF one range holds marks and many letters:
    `re` would ask for several ranges one after the other, and letters keep their places.
    """
    codes = map(chr, range(0x300, 0xFFFF))
    marks = "".join(c for c in codes if unicodedata.combining(unicodedata.normalize("NFKD", c)[0]))
    return re.compile(f"[{marks}\U000101fd-\U0001e94a]{{{_MARKS_IN_A_ROW + 1},}}")


def caseless(text: str) -> str:
    """A text for comparing names: case, Unicode form and invisible characters make no difference.

    `I`, `i`, and the Turkish letters with a dot and without one are the same: who types a name in capitals
    may have another keyboard than its owner. Unicode, 3.13, D146.
    """
    seen = "".join(character for character in text if not is_unseen(character))
    folded = normalized("NFKD", normalized("NFKD", seen).casefold()).casefold()
    return normalized("NFKD", folded).replace("\u0131", "i").replace("i\u0307", "i")


def clean_text(text: str) -> str:
    """Strip spaces around a text, and control characters and bidi controls in it.

    Copied names and numbers bring them along unseen, so they are removed, not refused. Right-to-left
    scripts don't need them.
    """
    kept = without_controls(text)
    return "".join(character for character in kept if character not in BIDI_CONTROLS).strip()


def without_controls(text: str) -> str:
    """A text without control characters and lone surrogates, which nothing shows; line ends and tabs stay.

    Vertical tabs and form feeds, by which word processors end lines, become line ends.
    """
    return _CONTROLS.sub("", _OTHER_LINE_ENDS.sub("\n", text))


def refuse_bidi_controls(*texts: str) -> None:
    """Raise `BidiControlsRefused` if a text holds bidi controls."""
    if any(has_bidi_controls(text) for text in texts):
        raise BidiControlsRefused
