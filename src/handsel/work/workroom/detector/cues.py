"""Weighs small signs which together show that a passage asks for payment outside, or offers it."""

from collections.abc import Iterator, Set
from functools import cache

from handsel.work.workroom.detector.kinds import Kind
from handsel.work.workroom.detector.languages import PhraseBook, spoken_in, subjects
from handsel.work.workroom.detector.sentences import passages
from handsel.work.workroom.detector.tables import table

_SHOWN = {
    "name": Kind.SERVICE,
    "handle": Kind.SERVICE,
    "outside": Kind.OUTSIDE,
    "hush": Kind.OUTSIDE,
    "means": Kind.SERVICE,
    "fee": Kind.FEE,
    "dodge": Kind.FEE,
    "chat": Kind.CONTACT,
    "account": Kind.CONTACT,
    "leave": Kind.INSTEAD,
}
"""The kinds of cues that give a passage away, the clearest first, and what each says."""
_CLEAR = frozenset(("name", "handle", "outside", "hush", "means", "fee", "chat"))
"""Without one of these a passage says nothing of payment outside."""
_MONEY = frozenset(("name", "handle", "means", "hush", "fee", "percent", "dodge", "pay", "house", "leave"))
"""Nor without one of these."""
_SHORT = 4
_Cues = dict[str, tuple[int, int]]
"""The first and the last letter of each kind of cue in a passage."""


def weighed(text: str) -> Iterator[tuple[Kind, int, int]]:
    """The words that give a passage away, for each whose cues count enough together."""
    for start, end in passages(text):
        passage = text[start:end]
        for language in spoken_in(passage):
            cues = _cues(passage, language)
            shown = [kind for kind in _SHOWN if kind in cues]
            if _is_clear(cues) and weight(set(cues) | _around(passage, language)) >= _threshold():
                first, last = min(cues[kind][0] for kind in shown), max(cues[kind][1] for kind in shown)
                yield _SHOWN[shown[0]], start + first, start + last
                break


def _is_clear(cues: _Cues) -> bool:
    return not _CLEAR.isdisjoint(cues) and not _MONEY.isdisjoint(cues)


def weight(kinds: Set[str]) -> int:
    """What kinds of cues count together."""
    weights, pairs = _weights()
    return sum(weights.get(kind, 0) for kind in kinds) + sum(more for pair, more in pairs if pair <= kinds)


def _cues(passage: str, language: PhraseBook) -> _Cues:
    spans: _Cues = {}
    for cue in language.cues.finditer(passage):
        kind = str(cue.lastgroup)
        if kind in spans:
            spans[f"{kind} twice"] = cue.span()
        spans[kind] = (spans[kind][0] if kind in spans else cue.start(), cue.end())
    return spans


def _around(passage: str, language: PhraseBook) -> set[str]:
    """What the passage is apart from its cues."""
    others = {name for name in ("made", "others", "rule") if getattr(subjects(), name).search(passage)}
    if language.refusing.search(language.harmless.sub(" ", passage)):
        others.add("refusing")
    if "?" in passage:
        others.add("question")
    if len(passage.split()) <= _SHORT:
        others.add("short")
    return others


@cache
def _weights() -> tuple[dict[str, int], list[tuple[frozenset[str], int]]]:
    rows = table("shared", "cues")
    return rows["weights"], [(frozenset(pair.split()), more) for pair, more in rows["pairs"].items()]


@cache
def _threshold() -> int:
    return int(table("shared", "cues")["threshold"])
