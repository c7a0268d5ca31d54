"""Undoes what hides a word: look-alike letters, digits for letters, letters apart."""

import re
from collections.abc import Iterator

from handsel.ui.link_safety import ascii_twin
from handsel.work.workroom.detector.normalise import NormalisedText, Replacement, replaced
from handsel.work.workroom.detector.tables import table

HIDDEN = frozenset(table("shared")["hidden"].split())
"""Words that people hide; nothing else is read into a word with digits, or into letters apart."""
_SMALL = frozenset(("me", "you", "by", "to", "via", "my", "the", "in", "off", "with", "i", "a", "u"))
_FOR_LETTERS = str.maketrans("013457@$!|", "oleastasll")
_MISSPELT = tuple(table("shared")["misspelt"].split())
_LONG = re.compile(r"(?<!\w)[A-Za-z]{6,15}(?!\w)")
_WORD = re.compile(r"\w++")
_WITH_SIGNS = re.compile(r"(?<![\w@$|])[\w@$|]{2,24}+(?![\w@$|])")
_APART = re.compile(r"(?<![^\W_])[^\W_]([ ._*/-]{1,2})[^\W_](?![^\W_])(?:\1 ?[^\W_](?![^\W_])){1,30}+")


def undisguised(reading: NormalisedText) -> NormalisedText:
    """The reading with hidden words as what they say."""
    if not reading.seen.isascii():
        reading = replaced(reading, _twins(reading))
    reading = replaced(reading, _signs(reading))
    reading = replaced(reading, _misspelt(reading))
    return replaced(reading, _apart(reading))


def _twins(reading: NormalisedText) -> Iterator[Replacement]:
    """Words that mix scripts as they look, and a name of a service in letters of another script."""
    for word in _WORD.finditer(reading.seen):
        if word[0].isascii() or len(word[0]) > 40:
            continue
        letters = [letter if letter.isascii() else ascii_twin(letter) for letter in word[0]]
        latin = "".join(letters)
        is_mixed = any(letter.isascii() and letter.isalpha() for letter in word[0])
        if all(letters) and (is_mixed or _key(latin) in _KEYS):
            yield Replacement(word.start(), word.end(), _KEYS.get(_key(latin), latin))


def _signs(reading: NormalisedText) -> Iterator[Replacement]:
    """Words in which digits and signs stand for letters: `p4yp4l`."""
    for word in _WITH_SIGNS.finditer(reading.seen):
        if not word[0].isalpha() and any(map(str.isalpha, word[0])) and _key(word[0]) in _KEYS:
            yield Replacement(word.start(), word.end(), _KEYS[_key(word[0])])


def _misspelt(reading: NormalisedText) -> Iterator[Replacement]:
    """Long words with a letter too many, too few, wrong or in the wrong place: `platfrom`."""
    for word in _LONG.finditer(reading.seen):
        typed = word[0].lower()
        meant = next((_NEAR[near] for near in [typed, *_nearly(typed)] if near in _NEAR), typed)
        if not (meant.startswith(typed) or typed.startswith(_MISSPELT)):
            yield Replacement(word.start(), word.end(), meant)


def _nearly(word: str) -> list[str]:
    """A word with each of its letters left out."""
    return [word[:place] + word[place + 1 :] for place in range(1, len(word))]


def _apart(reading: NormalisedText) -> Iterator[Replacement]:
    """Words whose letters stand apart: `p a y p a l`."""
    for run in _APART.finditer(reading.seen):
        words = _parted("".join(filter(str.isalnum, run[0])))
        if HIDDEN.intersection(words):
            yield Replacement(run.start(), run.end(), " ".join(words))


def _parted(letters: str) -> list[str]:
    """Letters without spaces as words, if they are all known: `paymedirectly`."""
    key = _key(letters)
    best: list[list[str] | None] = [[], *[None] * len(key)]
    for end in range(1, len(key) + 1):
        for start in range(max(0, end - 14), end):
            before, word = best[start], _KEYS.get(key[start:end]) or _small(letters[start:end].lower())
            if before is not None and word:
                words = [*before, word]
                best[end] = min(best[end] or words, words, key=len)
    return best[-1] or []


def _small(word: str) -> str:
    return word if word in _SMALL else ""


def _key(word: str) -> str:
    """What words have in common that look the same: `paypa1`, `PAYPAI` and `paypal`."""
    return word.lower().translate(_FOR_LETTERS).replace("i", "l")


_KEYS = {_key(word): word for word in HIDDEN}
_NEAR = {near: word for word in _MISSPELT for near in [word, *_nearly(word)]}
