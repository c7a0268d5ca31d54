"""Loading a day of an hourly job for its Work View page: in four queries beside those of the job."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import Case, Exists, Max, Min, Q, QuerySet, When
from django.utils import timezone

from handsel.devices.models import Device
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.web.hours.shots.day_view import DayView
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.work.hours.evidence import as_it_stands, verdicts_with
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import JobWeek, Shot, TimeSource, TimeSpan
from handsel.work.hours.protection import BlockVerdict
from handsel.work.hours.weeks import BLOCK, Span

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
    return job_view, None if day is None else _load_day(job_view, day, tracked)


def _load_day(job_view: JobView, day: date, tracked: QuerySet[TimeSpan]) -> DayView:
    span = _span_of(day)
    near = tracked.aggregate(
        earlier=Max("started_at", filter=Q(started_at__lt=span.start)),
        later=Min("started_at", filter=Q(started_at__gte=span.end)),
        is_tracking=Max(Case(When(Exists(_tracking_now(job_view)), then=1), default=0)),
    )
    rows = _spans_near(job_view, span)
    shots = list(Shot.objects.filter(segment__in={row.segment for row in rows if row.segment}))
    work_view = WorkView(rows[0].week.work_view) if rows else WorkView.OFF
    return DayView(
        job_view=job_view,
        day=day,
        span=span,
        spans=[row for row in rows if row.span.overlaps(span)],
        shots=_shots_within(job_view, shots, span),
        verdicts=_verdicts(rows, shots),
        earlier=_local_day(near["earlier"]),
        later=_local_day(near["later"]),
        work_view=work_view,
        is_tracking=near["is_tracking"] == 1 and job_view.now < span.end,
    )


def _tracking_now(job_view: JobView) -> QuerySet[Device]:
    """The devices that track time on a job."""
    return Device.objects.tracking(job_view.now).filter(running=job_view.job.uuid)


def _spans_near(job_view: JobView, day: Span) -> list[TimeSpan]:
    """The time of a job within a day, and of all blocks that are within it in part.

    Each has its week.
    """
    start, end = day.start - BLOCK, day.end + BLOCK
    rows = TimeSpan.objects.filter(job=job_view.job, started_at__lt=end, ended_at__gt=start)
    return _with_weeks(job_view, rows.select_related("segment"))


def _shots_within(job_view: JobView, shots: Iterable[Shot], day: Span) -> list[Shot]:
    """The screenshots that were taken within a day, and are on the job."""
    own = [shot for shot in shots if shot.job_id == job_view.job.pk]
    return _with_weeks(job_view, [shot for shot in own if day.start <= shot.taken_at < day.end])


def _with_weeks(job_view: JobView, rows: Iterable[Row]) -> list[Row]:
    """Rows with their weeks, which the view of the job has already."""
    weeks = {week.pk: week for week in job_view.weeks}
    shown = list(rows)
    for row in shown:
        row.week = weeks[row.week_id]
    return shown


def _verdicts(rows: Iterable[TimeSpan], shots: Iterable[Shot]) -> dict[tuple[int, int], BlockVerdict]:
    """What holds of the blocks of this time."""
    weeks: dict[JobWeek, list[TimeSpan]] = defaultdict(list)
    for row in rows:
        weeks[row.week].append(row)
    return {
        (week.pk, number): verdict
        for week, spans in weeks.items()
        for number, verdict in as_it_stands(week, verdicts_with(week, spans, shots)).items()
    }


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
