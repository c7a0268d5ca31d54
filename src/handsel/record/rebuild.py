"""Comparing tables with the record: the rows that its entries add up to, and those that are there.

The house may be at work meanwhile: rows and entries are committed together, so a chain that has grown since
it was folded is folded again before its rows count as wrong.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Value

from handsel.kernel.identifiers import HOUSE
from handsel.record.folding import FoldedChain, fold_again, folded
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, differences, rows_of

FAULTS_MAX = 200
"""How many faults of a table are listed; the others are counted."""
TRIES = 10

Progress = Callable[[int], None]
"""Is called with the number of entries that were folded so far."""


class Finding(NamedTuple):
    """A row that is not as the record has it: of which table and chain, how, and in a sentence."""

    table: int
    chain: FoldedChain
    how: str
    fault: str


@dataclass
class Tally:
    """How many rows of a table the record makes, and how many differ, are missing or extra."""

    name: str
    made: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def note(self, how: str, fault: str) -> None:
        """Count a fault, and list it as long as there are few."""
        self.counts[how] += 1
        if len(self.faults) < FAULTS_MAX:
            self.faults.append(fault)


def compare(tables: Sequence[RebuiltTable], progress: Progress) -> list[Tally]:
    """Fold the whole record and compare these tables with it; the first tally is of the entries."""
    entries, tallies = Tally("entry"), [Tally(table.name) for table in tables]
    for kind in Chain.Kind:
        mine = {place: table for place, table in enumerate(tables) if table.chain == kind}
        for chains in folded(kind):
            for chain, findings in _settled(mine, chains):
                _count(entries, tallies, chain, mine)
                for finding in findings:
                    tallies[finding.table].note(finding.how, finding.fault)
            progress(entries.made)
        for place, table in mine.items():
            for fault in _strays(table):
                tallies[place].note("extra", fault)
    return [entries, *tallies]


def _count(
    entries: Tally, tallies: Sequence[Tally], chain: FoldedChain, tables: dict[int, RebuiltTable]
) -> None:
    entries.made += chain.size
    if chain.fault:
        entries.note("differing", f"{chain}: {chain.fault}")
        return
    for place, table in tables.items():
        tallies[place].made += len(table.expected(chain.state))


def _settled(
    tables: dict[int, RebuiltTable], chains: Sequence[FoldedChain]
) -> Iterator[tuple[FoldedChain, list[Finding]]]:
    """Each chain with what is wrong with its rows, once it did not grow while they were read."""
    for _ in range(TRIES):
        findings: dict[Any, list[Finding]] = {chain.pk: [] for chain in chains}
        for place, table in tables.items():
            for finding in _findings(place, table, [chain for chain in chains if not chain.fault]):
                findings[finding.chain.pk].append(finding)
        sizes = dict(Chain.objects.filter(pk__in=list(findings)).values_list("pk", "size"))
        grown = [chain for chain in chains if sizes.get(chain.pk) != chain.size and findings[chain.pk]]
        yield from ((chain, findings[chain.pk]) for chain in chains if chain not in grown)
        if not grown:
            return
        chains = fold_again(grown)
    yield from ((chain, findings[chain.pk]) for chain in chains)


def _findings(place: int, table: RebuiltTable, chains: Sequence[FoldedChain]) -> Iterator[Finding]:
    owners = {table.owner(chain): chain for chain in chains}
    expected = {owner: dict(table.expected(chain.state)) for owner, chain in owners.items()}
    for owner, key, kept in rows_of(table, list(owners)):
        row, chain = expected[owner].pop(key, None), owners[owner]
        if row is None:
            yield Finding(place, chain, "extra", f"{_label(table, key, chain)} is not on the record")
        elif faults := differences(row, kept):
            words = f"{_label(table, key, chain)}: {'; '.join(faults)}"
            yield Finding(place, chain, "differing", words)
    for owner, rows in expected.items():
        for key in rows:
            words = f"{_label(table, key, owners[owner])} is on the record, but gone"
            yield Finding(place, owners[owner], "missing", words)


def _label(table: RebuiltTable, key: str, chain: FoldedChain) -> str:
    """A row as faults call it: a chain's own row has no key."""
    if table.name == chain.kind:
        return str(chain)
    return " ".join(filter(None, (table.name, key, f"of {chain}")))


def _strays(table: RebuiltTable) -> Iterator[str]:
    """Rows of which there is no chain at all."""
    chains = Chain.objects.filter(kind=table.chain)
    subject = F(table.subject) if table.subject else Value(str(HOUSE))
    if table.subject:
        strays = table.kept().exclude(Exists(chains.filter(subject=OuterRef(table.subject))))
        strays = table.strays() if table.strays else strays
    else:
        strays = table.kept().none() if chains.filter(subject=HOUSE).exists() else table.kept()
    rows = strays.order_by("pk").values_list("pk", subject)
    for pk, owner in rows.iterator(chunk_size=2_000):
        yield f"{table.name} {pk} of {owner} is of no chain of the record"
