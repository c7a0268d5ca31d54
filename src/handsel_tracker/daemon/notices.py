"""What the daemon has to say, until its person has seen it."""

import json
from dataclasses import dataclass, field
from typing import Any

from handsel_tracker.spool.rows import SpooledSegment

NOTICES_MAX = 50


@dataclass
class Notices:
    """Notices in the order in which they came, each with a number; `kind` is what a client words."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    last: int = 0

    def add(self, kind: str, job: str = "", **fields: Any) -> None:
        """Say something."""
        self.last += 1
        self.rows = [*self.rows, {"number": self.last, "kind": kind, "job": job, **fields}][-NOTICES_MAX:]

    def add_signed(self, segment: SpooledSegment) -> None:
        """Say that a block is over, and how many screenshots it has."""
        shots = len(json.loads(segment.content)["shots"])
        self.add("signed", segment.job, segment=segment.id, at=segment.block_s, shots=shots)

    def add_refused(self, refused: list[tuple[SpooledSegment, int]]) -> None:
        """Say which blocks do not count, with their seconds and why; takes them off the list."""
        while refused:
            row, seconds = refused.pop(0)
            self.add("refused", row.job, at=row.block_s, seconds=seconds, text=row.reason)

    def resolve(self, kind: str) -> None:
        """Say it no longer: it is over."""
        self.rows = [row for row in self.rows if row["kind"] != kind]

    def seen(self, number: int) -> None:
        """The person saw this one."""
        self.rows = [row for row in self.rows if row["number"] != number]
