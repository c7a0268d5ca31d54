"""Hours of this week: of each hourly job against its limit, and of all jobs of a side by day."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from handsel.kernel.calendar import Calendar
from handsel.kernel.money import Money, total
from handsel.web.hours.week_grid import days_of
from handsel.web.jobs.job_view import JobView
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.models import JobWeek, TimeSpan
from handsel.work.hours.pay import amount
from handsel.work.hours.week_gaps import seconds_by_day
from handsel.work.hours.weeks import Span
from handsel.work.jobs.lifecycle import Side


@dataclass(frozen=True)
class JobWeekHours:
    """What was recorded on an hourly job in the week that it is, with what that costs up to the limit."""

    job_view: JobView
    row: JobWeek
    spans: Sequence[Span]

    @cached_property
    def seconds(self) -> int:
        """How long was worked."""
        return sum(span.seconds for span in self.spans)

    @property
    def length(self) -> str:
        """How long was worked, in words."""
        return duration_text(self.seconds)

    @property
    def percent(self) -> int:
        """How much of the limit is used, 0 to 100."""
        return min(100, 100 * self.seconds // max(self.row.limit_seconds, 1))

    @property
    def money(self) -> Money:
        """What the time costs, before a fee."""
        paid = min(self.seconds, self.row.limit_seconds)
        return Money(amount(paid, self.row.rate), self.job_view.job.currency)


@dataclass(frozen=True)
class DayHours:
    """A day of the reader: how long was worked, and how much that is of the longest day, in percent."""

    day: date
    seconds: int
    percent: int
    is_today: bool

    @property
    def length(self) -> str:
        """How long was worked, in words."""
        return duration_text(self.seconds)

    @property
    def clock(self) -> str:
        """The same as hours and minutes, such as `4:20`."""
        return f"{self.seconds // 3_600}:{self.seconds % 3_600 // 60:02}"


@dataclass(frozen=True)
class WeekHours:
    """The hourly jobs of one side in the week that it is."""

    side: Side
    jobs: Sequence[JobWeekHours]
    now: datetime

    @property
    def length(self) -> str:
        """How long was worked on all of them, in words."""
        return duration_text(sum(job.seconds for job in self.jobs))

    @property
    def limit_hours(self) -> int:
        """The limits of all of them, in hours."""
        return sum(job.row.limit_hours for job in self.jobs)

    @property
    def money(self) -> Money | None:
        """What the time costs, before a fee; none where the jobs are in several currencies."""
        amounts = [job.money for job in self.jobs]
        currencies = {sum_.currency for sum_ in amounts}
        return total(amounts, *currencies) if len(currencies) == 1 else None

    @property
    def days(self) -> list[DayHours]:
        """The reader's days of the week, with the time of all jobs."""
        zone = Calendar(timezone.get_current_timezone())
        worked: Counter[date] = Counter()
        for job in self.jobs:
            worked.update(seconds_by_day(job.spans, zone))
        days = sorted({day for job in self.jobs for day in days_of(job.row)})
        longest, today = max(worked.values(), default=0), timezone.localtime(self.now).date()
        return [
            DayHours(day, worked[day], 100 * worked[day] // max(longest, 1), day == today) for day in days
        ]


def weeks_now(job_views: Iterable[JobView]) -> list[tuple[JobView, JobWeek]]:
    """Those jobs that are by the hour, with the week that it is."""
    return [(job_view, row) for job_view in job_views if (row := _this_week(job_view))]


def job_hours(
    weeks: Iterable[tuple[JobView, JobWeek]], spans: Mapping[int, Iterable[TimeSpan]]
) -> dict[int, JobWeekHours]:
    """The hours of these weeks by job; `spans` has their time by job, and may have that of other weeks."""
    hours = {}
    for job_view, row in weeks:
        own = [time.span for time in spans.get(job_view.job.pk, ()) if time.week_id == row.pk]
        hours[job_view.job.pk] = JobWeekHours(job_view, row, own)
    return hours


def week_hours(hours: Mapping[int, JobWeekHours]) -> list[WeekHours]:
    """The hours by side: those that the reader works, and those that are worked for the reader."""
    by_side = [(side, [job for job in hours.values() if job.job_view.side is side]) for side in Side]
    return [WeekHours(side, jobs, jobs[0].job_view.now) for side, jobs in by_side if jobs]


def _this_week(job_view: JobView) -> JobWeek | None:
    rows = (row for row in job_view.weeks if job_view.is_live and not row.supplement)
    return next((row for row in rows if row.starts_at <= job_view.now < row.ends_at), None)
