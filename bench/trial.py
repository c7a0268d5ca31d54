"""Trials: contenders that return a figure, and rows that compare two of them."""

import random
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from statistics import median

Contender = Callable[[], float]
"""One measurement: a rate per second, or a figure in the trial's unit."""


@dataclass(frozen=True)
class Scale:
    """The size of a run: a quick one has fewer and shorter rounds."""

    quick: bool

    @property
    def rounds(self) -> int:
        """How often each contender is measured, after a warm-up."""
        return 3 if self.quick else 7

    @property
    def seconds(self) -> float:
        """How long an open-ended contender runs."""
        return 1.0 if self.quick else 4.0


@dataclass(frozen=True)
class Row:
    """A demand: ours divided by the peer (or ours alone) is at least, or at most, a figure.

    A demand is a must; one that `is_aim` is told when it is missed, and fails no run.
    """

    what: str
    ours: str
    peer: str
    demand: float
    at_most: bool = False
    is_aim: bool = False

    def ratio(self, medians: Mapping[str, float]) -> float:
        """The measured ratio; without a peer, the figure itself."""
        return medians[self.ours] / (medians[self.peer] if self.peer else 1)

    def is_met(self, medians: Mapping[str, float]) -> bool:
        """Whether the demand is met."""
        ratio = self.ratio(medians)
        return ratio <= self.demand if self.at_most else ratio >= self.demand


@dataclass(frozen=True)
class Trial:
    """Contenders measured in turns in one process, on one database, and the demands.

    `stage` sets up the contenders and cleans up afterwards. `database` is `postgresql` or `sqlite`.
    """

    name: str
    database: str
    stage: Callable[[Scale], AbstractContextManager[Mapping[str, Contender]]]
    rows: tuple[Row, ...]
    unit: str = "/s"
    in_quick: bool = True


def measure(trial: Trial, scale: Scale) -> dict[str, float]:
    """The median of each contender's rounds, run in random order."""
    with trial.stage(scale) as contenders:
        figures: dict[str, list[float]] = {name: [] for name in contenders}
        for contender in contenders.values():
            contender()
        for _ in range(scale.rounds):
            for name in random.sample(sorted(contenders), len(contenders)):
                figures[name].append(contenders[name]())
    return {name: median(values) for name, values in figures.items()}
