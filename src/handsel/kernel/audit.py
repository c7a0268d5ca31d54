"""What an audit says: which check, how much it looked at, and what it found wrong."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Check:
    """One thing that was checked: a sentence, how many rows were looked at, and a sentence a fault."""

    name: str
    counted: int
    faults: list[str] = field(default_factory=list)


Auditor = Callable[[], Iterable[Check]]
"""A wing's own checks; they read and never write."""
