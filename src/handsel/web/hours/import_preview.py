"""What importing a file would do to the weeks of a job."""

from dataclasses import dataclass
from datetime import datetime

from handsel.ui.datetime_format import day_time
from handsel.web.hours.import_words import LINES_SHOWN, RefusedLine, refused_lines
from handsel.web.hours.span_rows import period_text
from handsel.web.hours.week_view import WeekView
from handsel.work.hours.csv_import.fitting import WeekToFit, only_fitting
from handsel.work.hours.csv_import.one_row import Reading, ReadTime
from handsel.work.hours.csv_import.preview import Preview, read_rows, without_recorded
from handsel.work.hours.csv_import.table import Table
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.lifecycle import TO_WORK
from handsel.work.hours.models import HourlyPlan, JobPause, TimeSpan
from handsel.work.hours.recording import IMPORT_MAX, NewTime
from handsel.work.hours.weeks import Span

TIMES_SHOWN = 50


@dataclass(frozen=True)
class TimeLine:
    """A row that would be imported, in words."""

    row: ReadTime

    @property
    def day(self) -> str:
        """The day it begins."""
        return day_time(self.row.span.start)

    @property
    def when(self) -> str:
        """From when to when."""
        return period_text(self.row.span.start, self.row.span.end)

    @property
    def length(self) -> str:
        """How long."""
        return duration_text(self.row.span.seconds)


@dataclass(frozen=True)
class ImportPreview:
    """What would be added now, what is refused, and what is left for another import."""

    preview: Preview

    @property
    def rows(self) -> list[ReadTime]:
        """The rows that one import takes, the earliest first."""
        return self.preview.times[:IMPORT_MAX]

    @property
    def times(self) -> list[NewTime]:
        """What they record."""
        return [NewTime(row.span.start, row.span.end, row.memo) for row in self.rows]

    @property
    def length(self) -> str:
        """How long that is in all."""
        return duration_text(sum(row.span.seconds for row in self.rows))

    @property
    def lines(self) -> list[TimeLine]:
        """The first rows, in words."""
        return [TimeLine(row) for row in self.rows[:TIMES_SHOWN]]

    @property
    def more_lines(self) -> int:
        """How many rows are imported and not listed."""
        return max(0, len(self.rows) - TIMES_SHOWN)

    @property
    def left_over(self) -> int:
        """How many rows wait for another import."""
        return len(self.preview.times) - len(self.rows)

    @property
    def refused(self) -> list[RefusedLine]:
        """The first rows that are not imported, and why."""
        return refused_lines(self.preview.refused)

    @property
    def more_refused(self) -> int:
        """How many rows are refused and not listed."""
        return max(0, len(self.preview.refused) - LINES_SHOWN)


def import_preview(table: Table, reading: Reading, week_view: WeekView) -> ImportPreview:
    """Read a file and hold it against the weeks of a job and all time of the freelancer."""
    weeks = [
        WeekToFit(Span(row.starts_at, row.ends_at), row.stage in TO_WORK)
        for row in week_view.job_view.weeks
        if not row.supplement
    ]
    pauses = [row.period for row in JobPause.objects.filter(job=week_view.job_view.job)]
    fitting = only_fitting(read_rows(table, reading), weeks, until=_until(week_view), pauses=pauses)
    return ImportPreview(without_recorded(fitting, _recorded(week_view, fitting)))


def _until(week_view: WeekView) -> datetime:
    job_view = week_view.job_view
    ended = HourlyPlan.objects.get(job=job_view.job).ended_at
    return min(job_view.now, ended) if ended else job_view.now


def _recorded(week_view: WeekView, preview: Preview) -> list[Span]:
    """The freelancer's time on any job in the period of a file."""
    if not preview.times:
        return []
    _, freelancer = week_view.job_view.job.sides()
    start, end = preview.times[0].span.start, max(row.span.end for row in preview.times)
    rows = TimeSpan.objects.filter(job__freelancer=freelancer, started_at__lt=end, ended_at__gt=start)
    return [row.span for row in rows]
