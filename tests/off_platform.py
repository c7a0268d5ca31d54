"""Messages that ask for payment outside, that only look like it, and plain ones, and how they are judged."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from handsel.work.workroom.detector.detect import detect

CORPUS = Path(__file__).parent / "corpus" / "off_platform"
ASKS = "asks"


@dataclass(frozen=True)
class Labelled:
    """A message by one of several authors, and whether it `asks`, is `hard` to tell from that, or is `plain`.

    An `innocent` one is hard or plain: its author did not say which.
    """

    text: str
    label: str
    language: str
    note: str
    author: str


@dataclass(frozen=True)
class Score:
    """How many messages were judged how; the misjudged by name."""

    caught: int
    clean: int
    missed: tuple[Labelled, ...]
    accused: tuple[Labelled, ...]

    @property
    def precision(self) -> float:
        return self.caught / (self.caught + len(self.accused))

    @property
    def recall(self) -> float:
        return self.caught / (self.caught + len(self.missed))


def labelled(split: str) -> list[Labelled]:
    """The messages of a split: `rules`, from which the detector was made, or `held`, which it never saw."""
    lines = (CORPUS / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Labelled(**json.loads(line)) for line in lines]


def score(rows: Iterable[Labelled]) -> Score:
    judged = [(row, row.label == ASKS, bool(detect(row.text))) for row in rows]
    return Score(
        caught=sum(asks and flagged for _, asks, flagged in judged),
        clean=sum(not asks and not flagged for _, asks, flagged in judged),
        missed=tuple(row for row, asks, flagged in judged if asks and not flagged),
        accused=tuple(row for row, asks, flagged in judged if flagged and not asks),
    )
