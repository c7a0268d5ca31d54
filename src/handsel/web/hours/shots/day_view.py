"""A day of an hourly job as its Work View page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import Max, Min, Q
from django.utils import timezone

from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.web.hours.shots.day_blocks import (
    TrackedBlock,
    costs_by_week,
    tracked_blocks,
    tracked_hours,
    within,
)
from handsel.web.hours.shots.frames import BlockFrames, HourFrames, is_open
from handsel.web.hours.span_rows import period_text
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import HourlyPlan, Shot, ShotView, TimeSource, TimeSpan
from handsel.work.hours.shots.lifecycle import ShotState
from handsel.work.hours.weeks import Span
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job

VIEWS_SHOWN = 50
_TRACKED = Q(source=TimeSource.TRACKED)


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
    """One of the reader's days, with the days with tracked time before and after it."""

    job_view: JobView
    day: date
    span: Span
    spans: Sequence[TimeSpan]
    shots: Sequence[Shot]
    earlier: date | None
    later: date | None
    work_view: WorkView

    @property
    def is_freelancer(self) -> bool:
        """Whether the reader is whose screens these are."""
        return self.job_view.side is Side.FREELANCER

    @cached_property
    def blocks(self) -> list[TrackedBlock]:
        """Its blocks with tracked time."""
        tracked = [row for row in self.spans if row.source == TimeSource.TRACKED]
        return tracked_blocks(self.span, tracked, self.shots)

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
    def pictured(self) -> TimeSum:
        """The time of blocks with a screenshot."""
        return self._sum([block for block in self.blocks if block.has_screenshot])

    @property
    def plain(self) -> TimeSum:
        """The time of blocks without one."""
        return self._sum([block for block in self.blocks if not block.has_screenshot])

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
    def manual_monday(self) -> date:
        """The week of the first of it."""
        return self._manual[0].week.monday

    @property
    def is_live(self) -> bool:
        """Whether screenshots may still come: the day runs, or some are awaited."""
        today = self.day == timezone.localtime(self.job_view.now).date()
        return today or any(shot.state == ShotState.AWAITED and is_open(shot) for shot in self.shots)

    @property
    def requires(self) -> bool:
        """Whether the terms require Work View."""
        return self.work_view is WorkView.REQUIRED

    @cached_property
    def views(self) -> list[ShotView]:
        """Who looked at the screenshots of the day at full size, the newest first."""
        rows = ShotView.objects.filter(shot__in=self.shots).select_related("shot", "person")
        return list(rows[:VIEWS_SHOWN])

    @cached_property
    def _manual(self) -> list[TimeSpan]:
        return [row for row in self.spans if row.source != TimeSource.TRACKED]

    def _sum(self, blocks: Sequence[TrackedBlock]) -> TimeSum:
        return self._sum_of(sum(block.seconds for block in blocks), sum(block.cost for block in blocks))

    def _sum_of(self, seconds: int, cost: int) -> TimeSum:
        return TimeSum(seconds, Money(cost, self.job_view.job.currency))


def load_day_view(person: Person, number: int, written: str = "") -> tuple[JobView, DayView | None]:
    """A day of somebody's hourly job, the latest with tracked time unless one is named; None without any.

    Raises `NotFound` for a job that is not theirs, at a fixed price, or for what is no day.
    """
    job_view = load_job_view(person, number)
    if not job_view.job.is_hourly:
        raise NotFound
    tracked = TimeSpan.objects.filter(_TRACKED, job=job_view.job)
    day = _day(written) if written else _local_day(tracked.aggregate(at=Max("started_at"))["at"])
    if day is None:
        return job_view, None
    span = _span_of(day)
    near = tracked.aggregate(
        earlier=Max("started_at", filter=Q(started_at__lt=span.start)),
        later=Min("started_at", filter=Q(started_at__gte=span.end)),
    )
    plan = HourlyPlan.objects.filter(job=job_view.job).first()
    return job_view, DayView(
        job_view=job_view,
        day=day,
        span=span,
        spans=_spans_in(job_view.job, span),
        shots=_shots_in(job_view.job, span),
        earlier=_local_day(near["earlier"]),
        later=_local_day(near["later"]),
        work_view=WorkView(plan.work_view) if plan else WorkView.OFF,
    )


def _spans_in(job: Job, day: Span) -> list[TimeSpan]:
    """The time of a job that is within a day at least in part."""
    rows = TimeSpan.objects.filter(job=job, started_at__lt=day.end, ended_at__gt=day.start)
    return list(rows.select_related("week", "segment"))


def _shots_in(job: Job, day: Span) -> list[Shot]:
    """The screenshots of a job that were taken within a day."""
    rows = Shot.objects.filter(job=job, taken_at__gte=day.start, taken_at__lt=day.end)
    return list(rows.select_related("week"))


def _day(written: str) -> date:
    """A day as an address says it; Python has no day before or after its own calendar."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise NotFound from None
    if not date.min + timedelta(days=2) < day < date.max - timedelta(days=2):
        raise NotFound
    return day


def _local_day(instant: datetime | None) -> date | None:
    return timezone.localtime(instant).date() if instant else None


def _span_of(day: date) -> Span:
    """A day of the reader: an hour short or long where clocks change."""
    midnight, next_midnight = (datetime.combine(day + timedelta(days=days), time.min) for days in (0, 1))
    return Span(timezone.make_aware(midnight), timezone.make_aware(next_midnight))
