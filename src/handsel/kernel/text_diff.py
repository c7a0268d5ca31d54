"""Diff of two texts by lines and words, in bounded time."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

CELLS_MAX = 250_000
"""Most pairs of lines compared in one block; a larger block is shown as replaced."""
WORDS_LENGTH_MAX = 500
MARKED_MAX = 400
"""How many changed lines get a word diff."""


@dataclass(frozen=True)
class DiffRun:
    """A run of words: `same`, `new` or `old`."""

    kind: str
    words: str


@dataclass(frozen=True)
class DiffLine:
    """One line of both texts, or of one; line numbers count from 1."""

    kind: str
    old: int | None
    new: int | None
    old_runs: tuple[DiffRun, ...]
    new_runs: tuple[DiffRun, ...]


def word_diff(old: str, new: str) -> tuple[DiffRun, ...]:
    """The words of two texts as runs, in reading order."""
    a, b = _words(old), _words(new)
    runs: list[DiffRun] = []
    for kind, a_from, a_to, b_from, b_to in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(DiffRun("same", "".join(a[a_from:a_to])))
            continue
        if a_to > a_from:
            runs.append(DiffRun("old", "".join(a[a_from:a_to])))
        if b_to > b_from:
            runs.append(DiffRun("new", "".join(b[b_from:b_to])))
    return tuple(runs)


def line_diff(old: Sequence[str], new: Sequence[str]) -> Iterator[DiffLine]:
    """Every line of two texts in reading order: `same`, `changed`, `gone` or `added`."""
    marks_left = MARKED_MAX
    for same, a, b in _blocks(old, new):
        if same:
            yield from (_same(i, j, old[i]) for i, j in zip(a, b, strict=True))
            continue
        pairs = min(len(a), len(b)) if len(a) == len(b) else 0
        for i, j in zip(a[:pairs], b[:pairs], strict=True):
            short = len(old[i]) <= WORDS_LENGTH_MAX and len(new[j]) <= WORDS_LENGTH_MAX
            yield _changed(i, j, old[i], new[j], marked=short and marks_left > 0)
            marks_left -= 1
        yield from (DiffLine("gone", i + 1, None, _plain("old", old[i]), ()) for i in a[pairs:])
        yield from (DiffLine("added", None, j + 1, (), _plain("new", new[j])) for j in b[pairs:])


def _words(text: str) -> list[str]:
    return re.findall(r"\s*\S+|\s+$", text)


def _same(i: int, j: int, text: str) -> DiffLine:
    runs = _plain("same", text)
    return DiffLine("same", i + 1, j + 1, runs, runs)


def _changed(i: int, j: int, old: str, new: str, *, marked: bool) -> DiffLine:
    if not marked:
        return DiffLine("changed", i + 1, j + 1, _plain("old", old), _plain("new", new))
    both = word_diff(old, new)
    before = tuple(run for run in both if run.kind != "new")
    after = tuple(run for run in both if run.kind != "old")
    return DiffLine("changed", i + 1, j + 1, before, after)


def _plain(kind: str, text: str) -> tuple[DiffRun, ...]:
    return (DiffRun(kind, text),)


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, range, range]]:
    """Blocks of equal and of different lines, split at lines that are unique in both texts."""
    anchors = [*_anchors(old, new), (len(old), len(new))]
    i = j = 0
    for a, b in anchors:
        yield from _split_block(old, new, range(i, a), range(j, b))
        if a < len(old):
            yield True, range(a, a + 1), range(b, b + 1)
        i, j = a + 1, b + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Lines unique in both texts, in an order that both share (patience diff)."""
    unique_in_new = _unique_lines(new)
    pairs = [(i, unique_in_new[line]) for line, i in _unique_lines(old).items() if line in unique_in_new]
    return _longest_increasing(sorted(pairs))


def _unique_lines(texts: Sequence[str]) -> dict[str, int]:
    count: dict[str, int] = {}
    for text in texts:
        count[text] = count.get(text, 0) + 1
    return {text: place for place, text in enumerate(texts) if count[text] == 1}


def _longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1], ends[pile : pile + 1] = [place], [at]
    increasing, at = [], ends[-1] if ends else -1
    while at >= 0:
        increasing.append(pairs[at])
        at = before[at]
    return increasing[::-1]


def _split_block(
    old: Sequence[str], new: Sequence[str], a: range, b: range
) -> Iterator[tuple[bool, range, range]]:
    """The blocks between two anchors: common head and tail, and what differs between."""
    head = _common_length(old, new, a, b)
    tail = _common_length(old, new, a[head:][::-1], b[head:][::-1])
    yield from _equal_block(a[:head], b[:head])
    yield from _compare(old, new, a[head : len(a) - tail], b[head : len(b) - tail])
    yield from _equal_block(a[len(a) - tail :], b[len(b) - tail :])


def _common_length(old: Sequence[str], new: Sequence[str], a: range, b: range) -> int:
    return sum(1 for _ in takewhile(lambda pair: old[pair[0]] == new[pair[1]], zip(a, b, strict=False)))


def _equal_block(a: range, b: range) -> Iterator[tuple[bool, range, range]]:
    if a:
        yield True, a, b


def _compare(
    old: Sequence[str], new: Sequence[str], a: range, b: range
) -> Iterator[tuple[bool, range, range]]:
    if len(a) * len(b) > CELLS_MAX or not (a and b):
        if a or b:
            yield False, a, b
        return
    before, after = [old[i] for i in a], [new[j] for j in b]
    for kind, i, i_to, j, j_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield kind == "equal", a[i:i_to], b[j:j_to]
