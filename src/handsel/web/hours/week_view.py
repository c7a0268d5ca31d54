"""A week of an hourly job as its Time page shows it: its time, and what that time costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.safestring import SafeString

from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.ui.badges import Badge
from handsel.web.hours.span_rows import SpanRow, table_rows
from handsel.web.hours.week_grid import WeekGrid, days_of, week_grid
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.web.jobs.weeks import current_week, week_state
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.evidence import as_it_stands, verdicts_of
from handsel.work.hours.lifecycle import TO_WORK
from handsel.work.hours.models import JobWeek, TimeSpan
from handsel.work.hours.pay import PaidTime, SheetAmounts, paid_time, sheet_amounts
from handsel.work.hours.protection import BlockVerdict, week_time
from handsel.work.hours.supplements import payable_limit
from handsel.work.hours.weeks import Week
from handsel.work.jobs.lifecycle import Side


@dataclass(frozen=True)
class WeekView:
    """One week of a job, with the weeks before and after it."""

    job_view: JobView
    row: JobWeek
    spans: Sequence[TimeSpan]
    by_hand: bool
    verdicts: Mapping[int, BlockVerdict]
    limit_seconds: int

    @property
    def is_open(self) -> bool:
        """Whether its timesheet still takes time."""
        return self.job_view.is_live and self.row.stage in TO_WORK

    @property
    def writes(self) -> bool:
        """Whether the reader may add time by hand."""
        takes_it = self.by_hand and not self.row.supplement
        return self.changes and takes_it and bool(self.days_to_add)

    @property
    def changes(self) -> bool:
        """Whether the reader may change the time that there is."""
        return self.is_open and self.job_view.side is Side.FREELANCER

    @property
    def is_idle(self) -> bool:
        """Whether the reader may state that nothing was worked: it has begun, and has no time yet."""
        return self.changes and not self.spans and self.row.starts_at <= self.job_view.now

    @property
    def days_to_add(self) -> list[date]:
        """The reader's days of the week that have begun, until the job was paused."""
        pause = self.job_view.pause
        until = pause.started_at if pause else self.job_view.now
        if until < self.row.starts_at:
            return []
        last = timezone.localtime(until).date()
        return [day for day in days_of(self.row) if day <= last]

    @property
    def earlier(self) -> JobWeek | None:
        """The week before."""
        rows = [row for row in self.job_view.weeks if row.monday < self.row.monday]
        return max(rows, key=lambda row: row.monday, default=None)

    @property
    def later(self) -> JobWeek | None:
        """The week after."""
        rows = [row for row in self.job_view.weeks if row.monday > self.row.monday]
        return min(rows, key=lambda row: row.monday, default=None)

    @property
    def supplements(self) -> list[tuple[JobWeek, Badge]]:
        """The supplements of this week, with their states."""
        rows = [row for row in self.job_view.weeks if row.supplement and row.monday == self.row.monday]
        return [(row, week_state(row)) for row in rows]

    @property
    def grid(self) -> WeekGrid:
        """Its days and blocks."""
        return week_grid(self.row, self.spans, self.verdicts)

    @property
    def span_rows(self) -> list[SpanRow]:
        """Its time, in words."""
        return [self.row_of(time) for time in self.spans]

    def row_of(self, time: TimeSpan) -> SpanRow:
        """One of its spans in words, with what holds of the block in which it begins."""
        return SpanRow(time, self.verdicts[self._calendar_week.number_at(time.started_at)])

    @cached_property
    def _calendar_week(self) -> Week:
        return self.row.calendar_week

    @property
    def table_rows(self) -> SafeString:
        """Its time as the rows of a table, each with a link to change it where the reader may."""
        return table_rows(self.span_rows, changes=self.changes)

    @property
    def state(self) -> Badge:
        """Its state."""
        return week_state(self.row)

    @cached_property
    def seconds(self) -> int:
        """How long was worked."""
        return sum(time.span.seconds for time in self.spans)

    @property
    def length(self) -> str:
        """How long was worked, in words."""
        return duration_text(self.seconds)

    @property
    def percent(self) -> int:
        """How much of the limit is used."""
        return min(100, 100 * self.seconds // max(self.row.limit_seconds, 1))

    @property
    def over(self) -> str:
        """How much is over the limit, in words; empty if nothing."""
        over = self.seconds - self.limit_seconds
        return duration_text(over) if over > 0 else ""

    @cached_property
    def paid_time(self) -> PaidTime:
        """The time that is paid as things stand: protected time first, up to the limit."""
        time = week_time(self.verdicts.values())
        return paid_time(protected=time.protected, unprotected=time.unprotected, limit=self.limit_seconds)

    @property
    def protected(self) -> Money:
        """What its protected time costs."""
        return self._money(self._amounts.protected)

    @property
    def unprotected(self) -> Money:
        """What its other time costs, up to the limit."""
        return self._money(self._amounts.unprotected)

    @property
    def money(self) -> Money:
        """What the week costs so far."""
        return self._money(self._amounts.whole)

    @property
    def _amounts(self) -> SheetAmounts:
        return sheet_amounts(self.paid_time, self.row.rate)

    def _money(self, minor: int) -> Money:
        return Money(minor, self.job_view.job.currency)


def load_week_view(person: Person, number: int, address: str = "") -> tuple[JobView, WeekView | None]:
    """A week or supplement of somebody's hourly job, the current week without an address; or none yet.

    Raises `NotFound` for a job that is not theirs, at a fixed price, or without that week.
    """
    job_view = load_job_view(person, number)
    if not job_view.job.is_hourly:
        raise NotFound
    row = _week(job_view, address)
    if row is None:
        return job_view, None
    hourly = job_view.terms.hourly if job_view.terms else None
    return job_view, week_view_of(job_view, row, by_hand=hourly is not None and hourly.by_hand)


def week_view_of(job_view: JobView, row: JobWeek, *, by_hand: bool = False) -> WeekView:
    """A week of a job with its time, and what holds of its blocks: once it was submitted, what held then."""
    spans = list(TimeSpan.objects.filter(week=row).select_related("segment"))
    verdicts, limit = as_it_stands(row, verdicts_of(row, spans)), payable_limit(row, job_view.weeks)
    return WeekView(job_view, row, spans, by_hand, verdicts, limit)


def _week(job_view: JobView, address: str) -> JobWeek | None:
    rows = {row.address: row for row in job_view.weeks}
    if address:
        if address not in rows:
            raise NotFound
        return rows[address]
    last = max((row.monday for row in job_view.weeks), default=None)
    return current_week(job_view) or rows.get(str(last))
