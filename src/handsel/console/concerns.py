"""What is wrong in the house: one line for each thing, with the page where it is put right."""

from collections.abc import Iterable
from dataclasses import dataclass

_WORST_FIRST = ("bad", "warn")


@dataclass(frozen=True)
class Concern:
    """Something wrong: `bad` where the house fails its people now, `warn` where it may soon."""

    tone: str
    icon: str
    title: str
    detail: str
    url: str


def worst_first(concerns: Iterable[Concern]) -> list[Concern]:
    """Concerns with the worst first, else in the order in which they come."""
    return sorted(concerns, key=lambda concern: _WORST_FIRST.index(concern.tone))
