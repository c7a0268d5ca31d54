"""What is measured: contenders that answer with a figure, and rows that compare two of them."""

import random
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from statistics import median

Contender = Callable[[], float]
"""One measurement: how many a second, or how much of the trial's unit."""


@dataclass(frozen=True)
class Scale:
    """How much is done: a quick look has fewer rounds, and each is shorter."""

    quick: bool

    @property
    def rounds(self) -> int:
        """How many times each contender is measured, after one round that does not count."""
        return 3 if self.quick else 7

    @property
    def seconds(self) -> float:
        """How long a contender runs that has no end of its own."""
        return 1.0 if self.quick else 4.0


@dataclass(frozen=True)
class Row:
    """A demand: ours divided by its peer's (or ours alone) is at least, or at most, so much."""

    what: str
    ours: str
    peer: str
    demand: float
    at_most: bool = False

    def ratio(self, medians: Mapping[str, float]) -> float:
        """What was measured; without a peer it is the figure itself."""
        return medians[self.ours] / (medians[self.peer] if self.peer else 1)

    def is_met(self, medians: Mapping[str, float]) -> bool:
        """Whether what was measured is what is demanded."""
        ratio = self.ratio(medians)
        return ratio <= self.demand if self.at_most else ratio >= self.demand


@dataclass(frozen=True)
class Trial:
    """Contenders that are measured by turns in one process, on one database, and what is demanded of them.

    `stage` sets the stage for them, and clears it afterwards. `database` is `postgresql` or `sqlite`.
    """

    name: str
    database: str
    stage: Callable[[Scale], AbstractContextManager[Mapping[str, Contender]]]
    rows: tuple[Row, ...]
    unit: str = "/s"
    in_quick: bool = True


def measured(trial: Trial, scale: Scale) -> dict[str, float]:
    """The median of each contender's rounds; in each round they take turns in another order."""
    with trial.stage(scale) as contenders:
        figures: dict[str, list[float]] = {name: [] for name in contenders}
        for contender in contenders.values():
            contender()
        for _ in range(scale.rounds):
            for name in random.sample(sorted(contenders), len(contenders)):
                figures[name].append(contenders[name]())
    return {name: median(values) for name, values in figures.items()}
