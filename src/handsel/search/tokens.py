"""The tokenizer, for both the index and queries."""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice

from handsel.kernel.characters import normalized

UNFOLDED_TIMES_MAX = 3
"""So many times its length a text is read: some characters stand for up to 18, Korean syllables for three."""
READ_MAX = 40_000
"""How many folded letters are looked through for what to mark."""
LETTERS_MAX = 64
"""Longer tokens are cut, in the index and in queries; a SHA-256 just fits."""

_MARKS_FOLDED = (
    *((0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F)),
    *((0x591, 0x5BD), (0x5BF, 0x5BF), (0x5C1, 0x5C2), (0x5C4, 0x5C5), (0x5C7, 0x5C7)),
    *((0x610, 0x61A), (0x640, 0x640), (0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6DC), (0x6DF, 0x6E4)),
    *((0x6E7, 0x6E8), (0x6EA, 0x6ED), (0x8CA, 0x8E1), (0x8E3, 0x8FF), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF)),
)
"""Marks that people leave out as they type: accents, the points of Hebrew, the vowels of Arabic and its
tatweel, and selectors of variants. Marks of Indic and Thai scripts are vowels and stay."""
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŧ": "t"}
)
"""Letters that Unicode does not decompose."""
_ALONE = (
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17df\u1950-\u19df\u1a20-\u1aaf\u1b00-\u1b4c\ua980-\ua9c0"
    "\ua9e0-\ua9fe\uaa60-\uaadf\U00017000-\U00018d08\U0001b000-\U0001b2ff"
)
"""Scripts without spaces between words, as Chinese and Thai: each letter, with its marks, is a token. A word
of several is found where its letters follow each other."""
_LAST_MARK = 0x1FFFF
_GROUPED = re.compile(r"\b\d{1,3}(?:[,.'’\u066c ]\d{3})+(?!\d)")
_CHUNK = re.compile(r"[^ \t\r\n]+")


@dataclass(frozen=True)
class Piece:
    """A token and its position in the text."""

    token: str
    start: int
    end: int


def pieces(text: str) -> Iterator[Piece]:
    """The tokens of a text, in order; one word may give several at its position (`½` gives 1 and 2).

    The end of a text that is longer than `READ_MAX`, or unfolds beyond `UNFOLDED_TIMES_MAX`, is not read.
    """
    left = min(UNFOLDED_TIMES_MAX * len(text), READ_MAX)
    for chunk in _CHUNK.finditer(text):
        letters = list(islice(_folded_letters(chunk[0], chunk.start()), left))
        left -= len(letters)
        for word in _words().finditer("".join(letter.token for letter in letters)):
            start, end = letters[word.start()].start, letters[word.end() - 1].end
            yield Piece(_composed(word[0]), start, end)


def tokens(text: str) -> list[str]:
    """The tokens of a text, in order: it is folded first, and then cut into words."""
    whole = _decomposed(text)[: UNFOLDED_TIMES_MAX * len(text) + LETTERS_MAX]
    return [_composed(word[0]) for word in _words().finditer(whole)]


def is_alone(token: str) -> bool:
    """Whether a token is a letter of a script without spaces between words."""
    return bool(_alone().match(token))


def figures(text: str) -> list[str]:
    """Grouped numbers as one token each: `1,240.00` is also found by `1240`."""
    groups = _GROUPED.findall(normalized("NFKC", text))
    return ["".join(filter(str.isdecimal, folded(group)))[:LETTERS_MAX] for group in groups]


def folded(word: str) -> str:
    """A word without case, accents, compatibility forms and invisible characters; its digits are ASCII's."""
    return normalized("NFC", _decomposed(word))


def _composed(word: str) -> str:
    return (word if word.isascii() else normalized("NFC", word))[:LETTERS_MAX]


def _decomposed(text: str) -> str:
    if text.isascii():
        return text.lower()
    plain = normalized("NFKD", normalized("NFKD", text).casefold())
    return plain.translate(_dropped()).translate(_LETTERS)


def _folded_letters(chunk: str, place: int) -> Iterator[Piece]:
    """Each folded character, with where it comes from: a letter, and the marks that are ordered with it."""
    start = 0
    while start < len(chunk):
        end = start + 1
        while end < len(chunk) and unicodedata.combining(normalized("NFKD", chunk[end])[0]):
            end += 1
        for character in _decomposed(chunk[start:end]):
            yield Piece(character, place + start, place + end)
        start = end


@cache
def _words() -> re.Pattern[str]:
    """Matches a folded word: letters and digits with their marks; no underscore.

    Marks beyond U+FFFF are asked for last and apart: `re` tries their ranges one after the other, which on a
    long text without words would keep everybody waiting.
    """
    marks = list(_marks("Mn", "Mc", "Me"))
    low, high = (_ranges(mark for mark in marks if (mark > "\uffff") is beyond) for beyond in (False, True))
    mark = rf"(?:[{low}]|(?![\0-\uffff])[{high}])"
    return re.compile(rf"[{_ALONE}]{mark}*|(?:[^\W_](?<![{_ALONE}])|{mark})+")


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(f"[{_ALONE}]")


@cache
def _dropped() -> dict[int, str | None]:
    """What folding drops, and the digits of every script."""
    marks = {code for first, last in _MARKS_FOLDED for code in range(first, last + 1)}
    digits = {ord(digit): str(unicodedata.decimal(digit)) for digit in _marks("Nd")}
    return {**dict.fromkeys([*marks, *map(ord, _marks("Cf"))]), **digits}


def _ranges(characters: Iterable[str]) -> str:
    """Characters in ascending order as the inside of a character class."""
    runs = groupby(enumerate(map(ord, characters)), lambda pair: pair[1] - pair[0])
    spans = ([code for _, code in run] for _, run in runs)
    return "".join(f"{re.escape(chr(span[0]))}-{re.escape(chr(span[-1]))}" for span in spans)


def _marks(*categories: str) -> Iterator[str]:
    """Every character of these categories; there are none between the last mark and plane 14."""
    codes = [*range(_LAST_MARK), *range(0xE0000, min(0xE0FFF, sys.maxunicode))]
    return (chr(code) for code in codes if unicodedata.category(chr(code)) in categories)
