"""Replaying a chain: each kind of entry says what it does to the state, so that the record can rebuild it.

The state of a chain is rows by table and key, each a mapping of columns to JSON values. Only columns that
entries determine are in it; `handsel audit` holds it against the database (`record/rebuild.py`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from handsel.kernel.json import Facts

Row = dict[str, Any]


@dataclass(frozen=True)
class ReplayedEntry:
    """An entry as a replay reads it: who did what, when (ISO 8601), with which facts."""

    kind: str
    number: int
    actor: str
    at: str
    facts: Facts
    id: str = ""


@dataclass
class ChainState:
    """What the entries of one chain add up to."""

    tables: dict[str, dict[str, Row]] = field(default_factory=dict)

    def row(self, table: str, key: object = "") -> Row:
        """The row of a table, begun empty; a chain's own row, such as its job, has no key."""
        return self.tables.setdefault(table, {}).setdefault(str(key), {})

    def rows(self, table: str, **columns: Any) -> Iterator[Row]:
        """The rows of a table that have these values."""
        for row in self.tables.get(table, {}).values():
            if all(row.get(name) == value for name, value in columns.items()):
                yield row


Replay = Callable[[ChainState, ReplayedEntry], None]


def changes_nothing(state: ChainState, entry: ReplayedEntry) -> None:
    """The replay of a kind that only tells: no column follows from it."""


def replay(entries: Iterable[tuple[Replay, ReplayedEntry]]) -> ChainState:
    """Fold the entries of one chain, in their order, into its state."""
    state = ChainState()
    for apply, entry in entries:
        apply(state, entry)
    return state
