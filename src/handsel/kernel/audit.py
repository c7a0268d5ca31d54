"""The result of an audit check."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Check:
    """A check: its name, how many rows it covered, and one sentence per fault."""

    name: str
    counted: int
    faults: list[str] = field(default_factory=list)


Auditor = Callable[[], Iterable[Check]]
"""The checks of an app; they never write."""
