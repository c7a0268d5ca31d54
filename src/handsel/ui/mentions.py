"""Mentions: `@` and the name of somebody, in any case and any Unicode form of its letters."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from handsel.kernel.characters import caseless, is_unseen

Mentionable = Mapping[str, frozenset[str]]
"""Full names as people have them, by what stands for them after the `@`: folded by `caseless`."""

_CALL = re.compile(r"(?<![\w@])@")


def mentionable(names: Iterable[str]) -> Mentionable:
    """Names by their folded full and first name, without first names that two people share."""
    full: dict[str, set[str]] = defaultdict(set)
    for name in names:
        full[caseless(name)].add(name)
    firsts = [folded.split(" ")[0] for folded in full]
    keys = {
        first: full[folded] for folded, first in zip(full, firsts, strict=True) if firsts.count(first) == 1
    } | full
    return {key: frozenset(people) for key, people in keys.items() if key}


@dataclass(frozen=True)
class Mention:
    """Where a mention begins (after the `@`) and ends, and the full names of whom it may mean."""

    start: int
    end: int
    people: frozenset[str]


def find_mentions(text: str, names: Mentionable) -> Iterator[Mention]:
    """The mentions of a text; of two names that begin alike, the longer counts."""
    longest_first = sorted(names, key=len, reverse=True)
    for call in _CALL.finditer(text):
        ends = ((_end_of(text, call.end(), name), name) for name in longest_first)
        end, name = next(filter(itemgetter(0), ends), (0, ""))
        if end:
            yield Mention(call.end(), end, names[name])


def _end_of(text: str, start: int, name: str) -> int:
    """Where a folded name ends that begins at `start`; 0 if another word stands there."""
    folded, end = "", start
    while len(folded) < len(name) and end < len(text):
        after = _letter_end(text, end)
        folded, end = folded + caseless(text[end:after]), after
        if not name.startswith(folded):
            return 0
    return end if folded == name and not _goes_on(text, end) else 0


def _letter_end(text: str, start: int) -> int:
    """Where the letter at `start` ends, with the marks that combine with it."""
    end = start + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _goes_on(text: str, end: int) -> bool:
    """Whether the word before `end` goes on, maybe after something invisible."""
    while end < len(text) and is_unseen(text[end]):
        end += 1
    return end < len(text) and (text[end].isalnum() or text[end] == "_")
