"""A week that looks incomplete before its timesheet is submitted: at most one question to a freelancer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from handsel.kernel.calendar import DAY, Calendar
from handsel.ui.datetime_format import day_text, when_text
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.rows import by_job, was_paused
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.lifecycle import TO_WORK
from handsel.work.hours.models import JobWeek, TimeSpan
from handsel.work.hours.review import WEEK
from handsel.work.hours.week_gaps import WEEKS_COMPARED, WeekGap, seconds_by_day, week_gap
from handsel.work.jobs.lifecycle import Side


@dataclass(frozen=True)
class WeekHint:
    """What looks forgotten in a week of a job, and until when it can be added."""

    job_view: JobView
    row: JobWeek
    gap: WeekGap
    until: datetime

    @property
    def words(self) -> str:
        """What is missing, and until when there is time to add it."""
        if self.gap.days:
            words = _("Nothing is recorded on {days}, but your last {count} weeks have time then.")
            days = ", ".join(map(day_text, self.gap.days))
            missing = words.format(days=days, count=self.gap.weeks)
        else:
            words = _("{time} is recorded, but your last {count} weeks have {usual} on average.")
            time, usual = duration_text(self.gap.seconds), duration_text(self.gap.usual)
            missing = words.format(time=time, usual=usual, count=self.gap.weeks)
        until = _("Add time before {when}, or leave it as it is.").format(when=when_text(self.until))
        return f"{missing} {until}"

    @property
    def href(self) -> str:
        """The place where time is added to the week."""
        return f"{reverse('time', args=[self.job_view.job.pk])}?week={self.row.address}#add-title"


def hint_time(job_views: Iterable[JobView], weeks: Sequence[JobWeek] = ()) -> dict[int, list[TimeSpan]]:
    """The time by job that hints are made from, and that of other weeks; one query, or none."""
    open_weeks = [(job_view, row) for job_view in job_views for row in _open_weeks(job_view)]
    if not open_weeks and not weeks:
        return {}
    wanted = Q(week__in=weeks)
    if open_weeks:
        jobs = [job_view.job.pk for job_view, _row in open_weeks]
        earliest = min(row.starts_at for _view, row in open_weeks) - WEEKS_COMPARED * WEEK
        wanted |= Q(job__in=jobs, ended_at__gt=earliest - DAY)
    return by_job(TimeSpan.objects.filter(wanted))


def week_hint(job_views: Iterable[JobView], spans: Mapping[int, Sequence[TimeSpan]]) -> WeekHint | None:
    """The hint of the week among these jobs that is submitted soonest, by their `hint_time`."""
    open_weeks = [(job_view, row) for job_view in job_views for row in _open_weeks(job_view)]
    open_weeks.sort(key=lambda pair: pair[1].ends_at)
    hints = (_hint(view, row, spans.get(view.job.pk, ())) for view, row in open_weeks)
    return next(filter(None, hints), None)


def _open_weeks(job_view: JobView) -> list[JobWeek]:
    """The weeks that have begun, were never paused, take time by hand, and are not dismissed."""
    terms = job_view.terms.hourly if job_view.terms else None
    if job_view.side is not Side.FREELANCER or not job_view.is_live or job_view.pause or not terms:
        return []
    rows = [row for row in job_view.weeks if row.stage in TO_WORK and not row.supplement]
    begun = [row for row in rows if row.starts_at <= job_view.now and not was_paused(row)]
    begun = [row for row in begun if not row.hint_dismissed]
    return begun if terms.by_hand else []


def _hint(job_view: JobView, row: JobWeek, spans: Sequence[TimeSpan]) -> WeekHint | None:
    """The hint of one week; paused weeks do not count as usual."""
    since = row.monday - WEEKS_COMPARED * WEEK
    earlier = [week for week in job_view.weeks if since <= week.monday < row.monday and not was_paused(week)]
    before = [_seconds(week, spans, weeks_later=(row.monday - week.monday) // WEEK) for week in earlier]
    this, days_over = _seconds(row, spans, weeks_later=0), _days_over(job_view, row)
    is_over, limit = row.ends_at <= job_view.now, row.limit_seconds
    gap = week_gap(this, before, days_over=days_over, is_over=is_over, limit=limit)
    return WeekHint(job_view, row, gap, row.submits_at) if gap and row.submits_at else None


def _seconds(row: JobWeek, spans: Iterable[TimeSpan], *, weeks_later: int) -> dict[date, int]:
    """How much was worked in a week by day of the reader, moved to the days so many weeks later."""
    own = [time.span for time in spans if time.week_id == row.pk]
    zone = Calendar(timezone.get_current_timezone())
    return {day + weeks_later * WEEK: seconds for day, seconds in seconds_by_day(own, zone).items()}


def _days_over(job_view: JobView, row: JobWeek) -> list[date]:
    """The business days of a week that are over for the reader."""
    today = timezone.localtime(job_view.now).date()
    calendar = job_view.job.business_calendar(job_view.calendar)
    days = [row.monday + number * DAY for number in range(WEEK // DAY)]
    return [day for day in days if day < today and calendar.is_business(day)]
