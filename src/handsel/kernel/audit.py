"""The result of an audit check, and what it meets in rows that were altered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


class RowUnreadable(ValueError):
    """A row that does not say what such a row says, so that what follows from it is unknown."""


@dataclass(frozen=True)
class Check:
    """A check: its name, how many rows it covered, and one sentence per fault."""

    name: str
    counted: int
    faults: list[str] = field(default_factory=list)


Auditor = Callable[[], Iterable[Check]]
"""The checks of an app; they never write."""
