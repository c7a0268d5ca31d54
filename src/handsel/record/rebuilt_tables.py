"""What tables follow from the record: their rows by chain and key, and the values that entries determine."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.db.models import Model, QuerySet

from handsel.kernel.json import plain
from handsel.record.folding import FoldedChain
from handsel.record.models import Chain
from handsel.record.replay import ChainState, Row


@dataclass(frozen=True)
class RebuiltTable:
    """A table whose rows follow from the entries of chains of one kind.

    `subject` is the path from a row to what identifies its chain: the chain's subject, or the job's number
    (then `owner` says it of a chain); empty, they are all the house's. `key` are the paths by which a row is
    found in its chain. `columns` are the paths whose values follow from the record, each with its name in the
    state. `state` is the table of the state, or a function of the state. `rows` are those that are compared,
    all unless it says otherwise; `strays` those that can be of no chain.
    """

    model: type[Model]
    chain: Chain.Kind
    subject: str
    columns: Mapping[str, str]
    state: str | Callable[[ChainState], Mapping[str, Row]]
    key: tuple[str, ...] = ()
    rows: Callable[[], "QuerySet[Any]"] | None = None
    strays: Callable[[], "QuerySet[Any]"] | None = None
    owner: Callable[[FoldedChain], Any] = lambda chain: chain.subject
    called: str = ""

    @property
    def name(self) -> str:
        """The table as faults call it."""
        return self.called or str(self.model._meta.verbose_name)

    def kept(self) -> "QuerySet[Any]":
        """The rows that are compared."""
        return self.rows() if self.rows else self.model._default_manager.all()

    def expected(self, state: ChainState) -> Mapping[str, Row]:
        """The rows that the state of a chain has, by key."""
        return state.tables.get(self.state, {}) if isinstance(self.state, str) else self.state(state)


def columns(*same: str, **paths: str) -> dict[str, str]:
    """Columns of a `RebuiltTable`: those called the same in row and state, and others as `name="path"`."""
    return {name: name for name in same} | {path: name for name, path in paths.items()}


def rows_of(table: RebuiltTable, owners: list[Any]) -> Iterator[tuple[Any, str, Row]]:
    """The rows of chains: whose, the key, and the values by their names in the state."""
    rows, owner = table.kept(), (table.subject,) if table.subject else ()
    if not owners:
        return
    if owner:
        rows = rows.filter(**{f"{table.subject}__in": owners})
    width, names = len(owner) + len(table.key), list(table.columns.values())
    for row in rows.order_by().values_list(*owner, *table.key, *table.columns).iterator(chunk_size=2_000):
        values = [_plain(value) for value in row]
        key = " ".join(map(str, values[len(owner) : width]))
        yield row[0] if owner else owners[0], key, dict(zip(names, values[width:], strict=True))


def differences(recorded: Row, kept: Row) -> list[str]:
    """What a row says, and the record otherwise."""
    return [
        f"{name} is {value!r}, the record says {recorded.get(name)!r}"
        for name, value in kept.items()
        if recorded.get(name) != value
    ]


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    return value.isoformat() if isinstance(value, time) else plain(value)
