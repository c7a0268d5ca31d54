"""How much was tracked: of what is not sent, and of what this device sent."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from handsel_tracker.evidence.days import instant
from handsel_tracker.house.jobs import KnownJob
from handsel_tracker.spool.rows import SegmentState, SpooledSegment
from handsel_tracker.spool.spool import Spool
from handsel_tracker.timing.blocks import OpenBlock
from handsel_tracker.timing.spans import Spans, between, seconds_of

KEPT_SECONDS = 9 * 86_400
"""How far back the totals and days go: longer than a week and its review begins."""
_COUNTS = (SegmentState.SIGNED, SegmentState.RECEIVED)
_LOST = (SegmentState.REFUSED, SegmentState.SET_ASIDE)


@dataclass
class TrackedTotals:
    """The time of signed segments, and up to which of them the house counted as it last told the week.

    `refused` are those that were refused since somebody last took them.
    """

    rows: dict[str, tuple[SpooledSegment, Spans]] = field(default_factory=dict)
    counted_seq: int = 0
    refused: list[tuple[SpooledSegment, int]] = field(default_factory=list)

    def load(self, spool: Spool, device: str) -> None:
        """Read what was signed since, and what became of it."""
        last = spool.last_segment(device)
        since = last.block_s - KEPT_SECONDS if last else 0
        self.rows = {pk: row for pk, row in self.rows.items() if row[0].block_s >= since}
        for row in spool.segments(device, since_s=since):
            before = self.rows.get(row.id)
            self.rows[row.id] = (row, before[1] if before else spans_of(row))
            if before and before[0].state not in _LOST and row.state in _LOST:
                self.refused.append((row, seconds_of(before[1])))

    def hear_jobs(self, spool: Spool, device: str) -> None:
        """The house just said what it has of the week: all that it received by now."""
        self.load(spool, device)
        received = [row.seq for row, _ in self.rows.values() if row.state == SegmentState.RECEIVED]
        self.counted_seq = max(received, default=0)

    def week_seconds(self, job: KnownJob, blocks: Iterable[OpenBlock], now: int) -> int:
        """The week's seconds of a job: by the house, and what it has not counted yet."""
        if job.week is None:
            return 0
        starts, ends, recorded = job.week.starts_s, job.week.ends_s, job.week.recorded
        if now >= ends:
            starts, ends, recorded = ends, ends + 8 * 86_400, 0
        own = [spans for row, spans in self.rows.values() if row.job == job.job and self._is_new(row)]
        own += [block.spans for block in blocks if block.job == job.job]
        return recorded + sum(seconds_of(between(spans, starts, ends)) for spans in own)

    def since(self, job: str | None, second: int, blocks: Iterable[OpenBlock]) -> int:
        """The seconds of a job, or of all, that this device tracked from a second on."""
        own = [spans for row, spans in self.rows.values() if row.state in _COUNTS and job in (None, row.job)]
        own += [block.spans for block in blocks if job in (None, block.job)]
        return sum(seconds_of(between(spans, second, 2**60)) for spans in own)

    def _is_new(self, row: SpooledSegment) -> bool:
        return row.state == SegmentState.SIGNED or (
            row.state == SegmentState.RECEIVED and row.seq > self.counted_seq
        )


def spans_of(row: SpooledSegment) -> Spans:
    """The spans of a signed segment, in seconds."""
    times = json.loads(row.content)["spans"]
    return [(_second(start), _second(end)) for start, end in times]


def midnight_before(second: int) -> int:
    """The start of the day of a second, where the device is."""
    local = instant(second).astimezone()
    return int(local.replace(hour=0, minute=0, second=0, microsecond=0).timestamp())


def _second(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())
