"""The tracked time of a day by hours and blocks, with the screenshots of each block."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.models import JobWeek, ReceivedSegment, Shot, TimeSpan
from handsel.work.hours.pay import part_amounts
from handsel.work.hours.protection import BlockVerdict
from handsel.work.hours.weeks import BLOCK, Span
from handsel.work.jobs.models import Job

Verdicts = Mapping[tuple[int, int], BlockVerdict]
"""What holds of blocks, by the key of their week and their number."""
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
SHORT_HASH = 8


@dataclass
class TrackedBlock:
    """A block with tracked time: the part of it that is within the day, and what its segments say.

    `start` is in the reader's time. `cost` is in minor units.
    """

    start: datetime
    week: JobWeek
    verdict: BlockVerdict
    seconds: int = 0
    cost: int = 0
    memos: dict[str, None] = field(default_factory=dict)
    segments: dict[UUID, ReceivedSegment] = field(default_factory=dict)
    shots: list[Shot] = field(default_factory=list)

    @property
    def place(self) -> int:
        """Its place in its hour, from 1 to 5."""
        return self.start.minute // (BLOCK // _MINUTE) + 1

    @property
    def hour(self) -> datetime:
        """When its hour on the reader's clock began."""
        return self.start.replace(minute=0)

    @cached_property
    def active(self) -> Mapping[int, bool]:
        """The minutes that its devices saw, and whether there was input in each."""
        minutes: dict[int, bool] = defaultdict(bool)
        for segment in self.segments.values():
            for row in segment.fields["minutes"]:
                minutes[row["minute"]] |= row["active"] > 0
        return minutes


@dataclass(frozen=True)
class TrackedHour:
    """An hour on the reader's clock with tracked time."""

    blocks: Sequence[TrackedBlock]
    job: Job

    @property
    def title(self) -> str:
        """From when to when, and whether it is the second of that name, as clocks went back."""
        start = self.blocks[0].hour
        words = _("{start} to {end}, the second time") if start.fold else _("{start} to {end}")
        return words.format(start=f"{start:%H:%M}", end=f"{(start.hour + 1) % 24:02}:00")

    @property
    def memo(self) -> str:
        """What was done."""
        return ", ".join(dict.fromkeys(memo for block in self.blocks for memo in block.memos if memo))

    @property
    def commits(self) -> Mapping[str, str]:
        """The commits that were made meanwhile: subjects by the short hash."""
        segments = (segment for block in self.blocks for segment in block.segments.values())
        return {row["hash"][:SHORT_HASH]: row["subject"] for of in segments for row in of.fields["commits"]}

    @property
    def length(self) -> str:
        """How long was tracked."""
        return duration_text(sum(block.seconds for block in self.blocks))

    @property
    def money(self) -> Money:
        """What it costs."""
        return Money(sum(block.cost for block in self.blocks), self.job.currency)


def tracked_blocks(
    day: Span, spans: Iterable[TimeSpan], shots: Iterable[Shot], verdicts: Verdicts
) -> list[TrackedBlock]:
    """The blocks of tracked time within a day, in order, with what they cost and their screenshots.

    Late time in a block with other time is another block of its own, as it is on another timesheet.
    """
    blocks: dict[tuple[datetime, int], TrackedBlock] = {}
    for time in spans:
        assert time.segment is not None
        week, part = time.week.calendar_week, within(time.span, day)
        for piece in week.parts(part):
            start = week.block(piece.number).start
            verdict = verdicts[time.week_id, piece.number]
            new = TrackedBlock(timezone.localtime(start), time.week, verdict)
            block = blocks.setdefault((start, time.week_id), new)
            block.seconds += piece.span.seconds
            block.memos[time.memo] = None
            block.segments[time.segment.pk] = time.segment
    rows = [blocks[key] for key in sorted(blocks)]
    _add_shots(rows, shots)
    by_week = sorted(rows, key=lambda block: block.week.address)
    costs = costs_by_week([(block.week, block.seconds) for block in by_week])
    for block, cost in zip(by_week, costs, strict=True):
        block.cost = cost
    return rows


def costs_by_week(parts: Sequence[tuple[JobWeek, int]]) -> list[int]:
    """What parts of time in order of weeks cost: those of a week together exactly what their time costs."""
    weeks = groupby(parts, key=lambda part: part[0])
    return [cost for week, rows in weeks for cost in part_amounts([part[1] for part in rows], week.rate)]


def within(span: Span, day: Span) -> Span:
    """The part of a span that is within a day."""
    return Span(max(span.start, day.start), min(span.end, day.end))


def tracked_hours(job: Job, blocks: Iterable[TrackedBlock]) -> Iterator[TrackedHour]:
    """The blocks by the hours on the reader's clock."""
    hours: dict[tuple[datetime, int], list[TrackedBlock]] = defaultdict(list)
    for block in blocks:
        hours[block.hour, block.start.fold].append(block)
    for rows in hours.values():
        yield TrackedHour(rows, job)


def _add_shots(blocks: Iterable[TrackedBlock], shots: Iterable[Shot]) -> None:
    """Give each screenshot to the block whose segment announced it; without its time it is shown nowhere."""
    by_segment: dict[UUID, list[Shot]] = defaultdict(list)
    for shot in shots:
        by_segment[shot.segment_id].append(shot)
    for block in blocks:
        for segment in block.segments:
            block.shots += by_segment.pop(segment, [])
