"""Phrases as regular expressions, in a notation that shows their words."""

import re
from collections.abc import Iterable, Mapping

_GAP = r"\W++(?:\w++\W++){0,4}?"
_WIDE_GAP = r"\W++(?:\w++\W++){0,9}?"
_SIGNS = {" ~~ ": _WIDE_GAP, " ~ ": _GAP, " ": r"\W{1,4}", "_": r"\W?", "'": r"\W?"}
_DEPTH = 4
"""How deep words are made of words."""


def phrase(words: Iterable[str]) -> re.Pattern[str]:
    """Any of some phrases.

    `~` is up to four words, `~~` up to nine, `_` perhaps a space, `'` perhaps an apostrophe. A gap
    can be split into words in one way only, so nothing is tried twice: matching takes linear time.
    """
    spelled = "|".join(words)
    for sign, pattern in _SIGNS.items():
        spelled = spelled.replace(sign, pattern)
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)")


def beginnings(words: str) -> re.Pattern[str]:
    """A word that begins like one of these."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(words.split())})")


def filled(phrases: Iterable[str], words: Mapping[str, str]) -> list[str]:
    """The phrases with each `{name}` replaced by what stands for it."""
    rows = list(phrases)
    for _ in range(_DEPTH):
        for name, meaning in words.items():
            rows = [row.replace(f"{{{name}}}", meaning) for row in rows]
    return rows
