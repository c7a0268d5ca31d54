"""Loading a day of an hourly job for its Work View page: in five queries beside those of the job."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import Max, Min, Q
from django.utils import timezone

from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.web.hours.shots.day_view import DayView
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import HourlyPlan, Shot, TimeSource, TimeSpan
from handsel.work.hours.weeks import Span

Row = TypeVar("Row", TimeSpan, Shot)


def load_day_view(person: Person, number: int, written: str = "") -> tuple[JobView, DayView | None]:
    """A day of somebody's hourly job, the latest with tracked time unless one is named; None without any.

    Raises `NotFound` for a job that is not theirs, at a fixed price, or for what is no day.
    """
    job_view = load_job_view(person, number)
    if not job_view.job.is_hourly:
        raise NotFound
    tracked = TimeSpan.objects.filter(job=job_view.job, source=TimeSource.TRACKED)
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
        spans=_spans_in(job_view, span),
        shots=_shots_in(job_view, span),
        earlier=_local_day(near["earlier"]),
        later=_local_day(near["later"]),
        work_view=WorkView(plan.work_view) if plan else WorkView.OFF,
    )


def _spans_in(job_view: JobView, day: Span) -> list[TimeSpan]:
    """The time of a job that is within a day at least in part."""
    rows = TimeSpan.objects.filter(job=job_view.job, started_at__lt=day.end, ended_at__gt=day.start)
    return _with_weeks(job_view, rows.select_related("segment"))


def _shots_in(job_view: JobView, day: Span) -> list[Shot]:
    """The screenshots of a job that were taken within a day."""
    rows = Shot.objects.filter(job=job_view.job, taken_at__gte=day.start, taken_at__lt=day.end)
    return _with_weeks(job_view, rows)


def _with_weeks(job_view: JobView, rows: Iterable[Row]) -> list[Row]:
    """Rows with their weeks, which the view of the job has already."""
    weeks = {week.pk: week for week in job_view.weeks}
    shown = list(rows)
    for row in shown:
        row.week = weeks[row.week_id]
    return shown


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
