"""A text as it reads, with a map back to what was typed."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handsel.kernel.characters import is_unseen, normalized

UNFOLDED_MAX = 4
"""As so many letters one is read at most: some stand for up to 18, and a long text of those for too many."""
_LETTERS = {
    "ß": "ss",
    "ẞ": "SS",
    "ı": "i",
    "ø": "o",
    "Ø": "O",
    "æ": "ae",
    "œ": "oe",
    "’": "'",
    "‘": "'",
    "`": "'",
}
"""Letters of which Unicode knows no plain form."""


@dataclass(frozen=True)
class Replacement:
    """A stretch of a reading that reads as other words."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class NormalisedText:
    """A text without accents and invisible characters, and for each character where it was typed."""

    seen: str
    starts: Sequence[int]
    ends: Sequence[int]

    @property
    def text(self) -> str:
        """The reading in small letters; as long as `seen`."""
        return self.seen if self.seen.islower() else "".join(map(_small, self.seen))

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the typed text that reads as `[start:end]`."""
        return self.starts[start], self.ends[end - 1]


def read(text: str) -> NormalisedText:
    """Read a text: compatibility forms as what they stand for, marks and what is not seen left out."""
    if text.isascii():
        return NormalisedText(text, range(len(text)), range(1, len(text) + 1))
    seen: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = character if character.isascii() else _plain(character)[:UNFOLDED_MAX]
        seen.append(plain)
        places.extend([place] * len(plain))
    return NormalisedText("".join(seen), places, [place + 1 for place in places])


def replaced(reading: NormalisedText, replacements: Iterable[Replacement]) -> NormalisedText:
    """The reading with some stretches read as other words; they do not overlap, and are in order."""
    seen: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for row in replacements:
        start, end = reading.origin(row.start, row.end)
        seen += [reading.seen[place : row.start], row.words]
        starts += [*reading.starts[place : row.start], *[start] * len(row.words)]
        ends += [*reading.ends[place : row.start], *[end] * len(row.words)]
        place = row.end
    if not place:
        return reading
    return NormalisedText(
        "".join([*seen, reading.seen[place:]]),
        [*starts, *reading.starts[place:]],
        [*ends, *reading.ends[place:]],
    )


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """A character as plain letters; nothing for a mark, or for what is not seen."""
    if is_unseen(character):
        return ""
    letters = normalized("NFKD", _LETTERS.get(character, character))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _small(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter
