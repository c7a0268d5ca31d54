"""Folding the chains of the record into their states, a portion at a time, so that memory is bounded."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from handsel.kernel.json import Facts
from handsel.record.kinds import kind_named
from handsel.record.models import Chain, Entry, Erasure
from handsel.record.replay import ChainState, ReplayedEntry

ENTRIES_AT_ONCE, CHAINS_AT_ONCE = 5_000, 400
"""How many entries, and of how many chains, are folded at once; a longer chain is a portion of its own."""


@dataclass
class FoldedChain:
    """A chain, what its entries add up to, and why they do not, if one of them cannot be read."""

    pk: UUID
    kind: str
    subject: UUID
    size: int
    state: ChainState = field(default_factory=ChainState)
    fault: str = ""

    def apply(self, entry: ReplayedEntry) -> None:
        """Fold the next entry; one that was altered may say anything."""
        if self.fault:
            return
        try:
            kind_named(entry.kind).replay(self.state, entry)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            self.fault = f"entry {entry.number} ({entry.kind}) cannot be read: {type(error).__name__} {error}"

    def __str__(self) -> str:
        number = self.state.row("job").get("id") if self.kind == Chain.Kind.JOB else None
        return f"{self.kind} {number or self.subject}"


def folded(kind: Chain.Kind) -> Iterator[list[FoldedChain]]:
    """The chains of a kind, folded, in portions."""
    for portion in _portions(kind):
        yield _fold(portion)


def fold_again(chains: Sequence[FoldedChain]) -> list[FoldedChain]:
    """The same chains as they are now."""
    rows = Chain.objects.filter(pk__in=[chain.pk for chain in chains])
    return _fold({row.pk: FoldedChain(row.pk, row.kind, row.subject, row.size) for row in rows})


def _fold(portion: dict[UUID, FoldedChain]) -> list[FoldedChain]:
    erased = _left_of_erased(list(portion))
    rows = Entry.objects.filter(chain__in=list(portion)).order_by("chain_id", "number")
    columns = ("chain_id", "id", "kind", "number", "actor", "at", "content__text")
    for chain, pk, name, number, actor, at, text in rows.values_list(*columns).iterator(chunk_size=2_000):
        facts = erased.get(pk) if text is None else _facts(text)
        if facts is not None:
            entry = ReplayedEntry(name, number, str(actor), at.isoformat(), facts, str(pk))
            portion[chain].apply(entry)
    return list(portion.values())


def _portions(kind: Chain.Kind) -> Iterator[dict[UUID, FoldedChain]]:
    portion: dict[UUID, FoldedChain] = {}
    entries = 0
    rows = Chain.objects.filter(kind=kind).order_by("pk").values_list("pk", "subject", "size")
    for pk, subject, size in rows.iterator(chunk_size=2_000):
        if portion and (entries + size > ENTRIES_AT_ONCE or len(portion) == CHAINS_AT_ONCE):
            yield portion
            portion, entries = {}, 0
        portion[pk] = FoldedChain(pk, kind, subject, size)
        entries += size
    if portion:
        yield portion


def _facts(text: str) -> Any:
    """The facts in a text; one that is no JSON is no facts, which the replay of its kind will not take."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _left_of_erased(chains: Sequence[UUID]) -> dict[UUID, Facts]:
    """What is left of entries that were erased, as the entries that erased them say, by identifier."""
    erased = dict(Erasure.objects.filter(entry__chain__in=chains).values_list("by", "entry_id"))
    rows = Entry.objects.filter(chain__in=chains, pk__in=erased).exclude(content=None)
    read = ((pk, _facts(text)) for pk, text in rows.values_list("pk", "content__text"))
    return {erased[pk]: facts["left"] for pk, facts in read if isinstance(facts, dict) and "left" in facts}
