"""The tokenizer, for both the index and queries."""

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

LETTERS_MAX = 64
"""Longer tokens are cut, in the index and in queries; a SHA-256 just fits."""

_ACCENTS = ((0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F))
"""Optional accents; marks of Indic and Thai scripts are vowels and stay."""
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŧ": "t"}
)
"""Letters that Unicode does not decompose."""
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
"""Scripts without spaces between words: each character is a token."""
_LAST_MARK = 0x1FFFF
_GROUPED = re.compile(r"\b\d{1,3}(?:[,.'’\u00a0\u202f ]\d{3})+(?!\d)")


@dataclass(frozen=True)
class Piece:
    """A token and its position in the text."""

    token: str
    start: int
    end: int


def pieces(text: str) -> Iterator[Piece]:
    """The tokens of a text, in order; one word may give several at its position (`½` gives 1 and 2)."""
    for word in _words().finditer(text):
        for part in _words().findall(folded(word[0])):
            yield Piece(part[:LETTERS_MAX], word.start(), word.end())


def tokens(text: str) -> list[str]:
    """The tokens of a text, in order."""
    return [piece.token for piece in pieces(text)]


def figures(text: str) -> list[str]:
    """Grouped numbers as one token each: `1,240.00` is also found by `1240`."""
    return ["".join(filter(str.isdecimal, folded(group)))[:LETTERS_MAX] for group in _GROUPED.findall(text)]


def folded(word: str) -> str:
    """A word without case, accents, compatibility forms and invisible characters."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return unicodedata.normalize("NFC", plain.translate(_unseen()).translate(_LETTERS))


@cache
def _words() -> re.Pattern[str]:
    """Matches a word: letters and digits with their marks and invisible characters; no underscore."""
    marks = re.escape("".join(_marks("Mn", "Mc", "Me", "Cf")))
    return re.compile(rf"[{_ALONE}]|(?:(?![{_ALONE}])[^\W_]|[{marks}])+")


@cache
def _unseen() -> dict[int, None]:
    accents = {code for first, last in _ACCENTS for code in range(first, last + 1)}
    return dict.fromkeys([*accents, *map(ord, _marks("Cf"))])


def _marks(*categories: str) -> Iterator[str]:
    """Every character of these categories; there are none between the last mark and plane 14."""
    codes = [*range(_LAST_MARK), *range(0xE0000, min(0xE0FFF, sys.maxunicode))]
    return (chr(code) for code in codes if unicodedata.category(chr(code)) in categories)
