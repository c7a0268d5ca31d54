"""A day of an hourly job as its Work View page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from handsel.kernel.money import Money
from handsel.web.hours.shots.day_blocks import (
    TrackedBlock,
    Verdicts,
    costs_by_week,
    tracked_blocks,
    tracked_hours,
    within,
)
from handsel.web.hours.shots.frames import BlockFrames, HourFrames, is_open
from handsel.web.hours.span_rows import period_text
from handsel.web.jobs.job_view import JobView
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import Shot, ShotView, TimeSource, TimeSpan
from handsel.work.hours.shots.lifecycle import TO_COME
from handsel.work.hours.weeks import Span
from handsel.work.jobs.lifecycle import Side

VIEWS_SHOWN = 50


@dataclass(frozen=True)
class TimeSum:
    """Some of the time of a day: how long, and what it costs."""

    seconds: int
    money: Money

    @property
    def length(self) -> str:
        """How long, in words."""
        return duration_text(self.seconds)


@dataclass(frozen=True)
class DayView:
    """One of the reader's days, with the days with tracked time before and after it; `is_tracking` is now."""

    job_view: JobView
    day: date
    span: Span
    spans: Sequence[TimeSpan]
    verdicts: Verdicts
    shots: Sequence[Shot]
    earlier: date | None
    later: date | None
    work_view: WorkView
    is_tracking: bool

    @property
    def is_freelancer(self) -> bool:
        """Whether the reader is whose screens these are."""
        return self.job_view.side is Side.FREELANCER

    @cached_property
    def blocks(self) -> list[TrackedBlock]:
        """Its blocks with tracked time."""
        tracked = [row for row in self.spans if row.source == TimeSource.TRACKED]
        return tracked_blocks(self.span, tracked, self.shots, self.verdicts)

    @property
    def hours(self) -> list[HourFrames]:
        """Its hours with tracked time, with their blocks on the page."""
        frames = BlockFrames(self.job_view)
        hours = tracked_hours(self.job_view.job, self.blocks)
        return [HourFrames(hour, frames.html(hour.blocks)) for hour in hours]

    @property
    def tracked(self) -> TimeSum:
        """All tracked time."""
        return self._sum(self.blocks)

    @property
    def protected(self) -> TimeSum:
        """The time of protected blocks."""
        return self._sum([block for block in self.blocks if block.verdict.is_protected])

    @property
    def unprotected(self) -> TimeSum:
        """The time of other blocks with tracked time."""
        return self._sum([block for block in self.blocks if not block.verdict.is_protected])

    @property
    def manual(self) -> TimeSum:
        """The time that was recorded without the Tracker."""
        parts = [(row.week, within(row.span, self.span).seconds) for row in self._manual]
        return self._sum_of(sum(seconds for _week, seconds in parts), sum(costs_by_week(parts)))

    @property
    def manual_periods(self) -> str:
        """When that was."""
        parts = (within(row.span, self.span) for row in self._manual)
        return ", ".join(period_text(part.start, part.end) for part in parts)

    @property
    def manual_address(self) -> str:
        """The week of the first of it, as addresses name it."""
        return self._manual[0].week.address

    @property
    def is_today(self) -> bool:
        """Whether the day runs."""
        return self.day == timezone.localtime(self.job_view.now).date()

    @property
    def is_live(self) -> bool:
        """Whether screenshots may still come: the day runs, or some are awaited."""
        return self.is_today or any(shot.state in TO_COME and is_open(shot) for shot in self.shots)

    @property
    def requires(self) -> bool:
        """Whether the terms require Work View."""
        return self.work_view is WorkView.REQUIRED

    @cached_property
    def views(self) -> list[ShotView]:
        """Who looked at the screenshots of the day at full size, the newest first."""
        return list(ShotView.objects.of(self.shots)[:VIEWS_SHOWN])

    @cached_property
    def _manual(self) -> list[TimeSpan]:
        return [row for row in self.spans if row.source != TimeSource.TRACKED]

    def _sum(self, blocks: Sequence[TrackedBlock]) -> TimeSum:
        return self._sum_of(sum(block.seconds for block in blocks), sum(block.cost for block in blocks))

    def _sum_of(self, seconds: int, cost: int) -> TimeSum:
        return TimeSum(seconds, Money(cost, self.job_view.job.currency))
