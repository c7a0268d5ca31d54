"""What a passage is weighed by: words and their beginnings, alone and in pairs, cues and phrases."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from handsel.work.workroom.detector.kinds import Kind

_BEGINNING = 5
"""So many letters of a word are much the same in all its forms."""
_DIGITS = re.compile(r"\d++")
_WORD = re.compile(r"\w++|[^\w\s]")


def features(passage: str, cues: Iterable[str], phrases: Iterable[Kind]) -> set[str]:
    """The features of a passage in small letters without accents; any number counts as 0."""
    words = _WORD.findall(_DIGITS.sub("0", passage))
    beginnings = [word[:_BEGINNING] for word in words]
    return {
        *_alone_and_in_pairs(words),
        *_alone_and_in_pairs(beginnings),
        *(f"cue: {cue}" for cue in cues),
        *(f"phrase: {kind}" for kind in phrases),
    }


def _alone_and_in_pairs(words: list[str]) -> Iterator[str]:
    yield from words
    yield from map(" ".join, pairwise(words))
