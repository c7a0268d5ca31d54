"""Recording time by hand, and changing it until its week is submitted (rules: hourly time 6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handsel.kernel import identifiers
from handsel.kernel.characters import clean_text
from handsel.kernel.json import Facts
from handsel.work.hours.entries import time as entries
from handsel.work.hours.lifecycle import TO_WORK
from handsel.work.hours.models import (
    JobWeek,
    ReceivedSegment,
    TimeSource,
    TimeSpan,
)
from handsel.work.hours.refusals import (
    FutureTime,
    SpanTooLong,
    TimeOutside,
    WeekSubmitted,
)
from handsel.work.hours.time_checks import (
    check_job,
    check_memo,
    refuse_overlaps,
    refuse_paused,
    refuse_suspended_time,
)
from handsel.work.hours.tracking_refusals import TrackedTime
from handsel.work.hours.weeks import Span, split_at_weeks
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job

SPAN_MAX = timedelta(hours=24)
IMPORT_MAX = 2_000
"""How many times one import records: its entry states them all."""
BATCH = 500


@dataclass(frozen=True)
class NewTime:
    """Time to record: its instants, and what was done."""

    start: datetime
    end: datetime
    memo: str


@act(entries.RECORDED, Side.FREELANCER)
def record_time(context: JobContext, job: Job, *, start: datetime, end: datetime, memo: str) -> Facts:
    """Record time by hand, with a memo: billable up to the week's limit, and never protected.

    Raises `NotByHand` where the terms do not allow it, `TimeOverlaps` for time that is on any job of the
    freelancer already, `FutureTime`, `SpanTooLong`, `TimePaused`, `WeekSubmitted`, and `TimeOutside`
    before the first week.
    """
    rows = _add(context, [NewTime(start, end, memo)])
    return {"spans": [row.facts() for row in rows], "removed": []}


@act(entries.RECORDED, Side.FREELANCER)
def import_time(context: JobContext, job: Job, *, times: Sequence[NewTime]) -> Facts:
    """Record time from a file, all of it or none, as time by hand; raises what `record_time` does."""
    if not 0 < len(times) <= IMPORT_MAX:
        raise ValueError(f"{len(times)} times in one import")
    rows = _add(context, times, TimeSource.IMPORTED)
    return {"spans": [row.facts() for row in rows], "removed": []}


@act(entries.CHANGED, Side.FREELANCER)
def change_time(context: JobContext, row: TimeSpan, *, start: datetime, end: datetime, memo: str) -> Facts:
    """Record other time in place of this; raises what `record_time` does, and `TrackedTime`."""
    if row.source == TimeSource.TRACKED:
        raise TrackedTime
    removed = remove_span(row)
    rows = _add(context, [NewTime(start, end, memo)])
    return {"spans": [other.facts() for other in rows], "removed": [removed]}


def _add(
    context: JobContext, times: Sequence[NewTime], source: TimeSource = TimeSource.BY_HAND
) -> list[TimeSpan]:
    job = context.job
    for row in times:
        check_memo(row.memo)
    spans = [_checked_span(row.start, row.end, context.at) for row in times]
    check_job(job, max(span.end for span in spans))
    refuse_suspended_time(context.actor.id, spans)
    refuse_paused(job, spans)
    refuse_overlaps(job, spans)
    return add_spans(context, list(zip(spans, [row.memo for row in times], strict=True)), source)


def add_spans(
    context: JobContext,
    spans: Sequence[tuple[Span, str]],
    source: TimeSource,
    *,
    segment: ReceivedSegment | None = None,
    week_for: Callable[[JobContext, date], JobWeek] | None = None,
) -> list[TimeSpan]:
    """Add spans to their weeks, or to what `week_for` gives; raises `TimeOutside` and `WeekSubmitted`."""
    parts = [
        (week.monday, part, memo)
        for span, memo in spans
        for week, part in split_at_weeks(span, context.calendar)
    ]
    weeks = {monday: (week_for or _week)(context, monday) for monday in {monday for monday, _, _ in parts}}
    rows = [
        TimeSpan(
            job=context.job,
            week=weeks[monday],
            ref=identifiers.derived(context.id, f"span {place}"),
            started_at=part.start,
            ended_at=part.end,
            source=source,
            memo=clean_text(memo),
            segment=segment,
        )
        for place, (monday, part, memo) in enumerate(parts)
    ]
    return TimeSpan.objects.bulk_create(rows, batch_size=BATCH)


def remove_span(row: TimeSpan) -> Facts:
    """Take time off its week; raises `WeekSubmitted`."""
    refuse_submitted(row.week)
    facts = row.facts()
    row.delete()
    return facts


def _checked_span(start: datetime, end: datetime, at: datetime) -> Span:
    start, end = start.replace(microsecond=0), end.replace(microsecond=0)
    if end <= start or end - start > SPAN_MAX:
        raise SpanTooLong
    if end > at:
        raise FutureTime
    return Span(start, end)


def _week(context: JobContext, monday: date) -> JobWeek:
    week: JobWeek | None = JobWeek.objects.whole().filter(job=context.job, monday=monday).first()
    if week is None:
        raise TimeOutside
    refuse_submitted(week)
    return week


def refuse_submitted(week: JobWeek) -> None:
    """Raise `WeekSubmitted` for a week that takes no more time."""
    if week.stage not in TO_WORK:
        raise WeekSubmitted
