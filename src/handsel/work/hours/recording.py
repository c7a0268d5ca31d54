"""Recording time by hand, and changing or removing it until its week is submitted (rules: hourly time 6)."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from handsel.kernel import identifiers
from handsel.kernel.characters import clean_text, is_blank, refuse_bidi_controls
from handsel.kernel.json import Facts
from handsel.people.models import Party
from handsel.work.hours.entries import time as entries
from handsel.work.hours.lifecycle import TO_WORK
from handsel.work.hours.models import HourlyPlan, JobPause, JobWeek, PageTimer, TimeSource, TimeSpan
from handsel.work.hours.pauses import is_paused_in
from handsel.work.hours.refusals import (
    FutureTime,
    MemoMissing,
    NotByHand,
    SpanTooLong,
    TimeOutside,
    TimeOverlaps,
    TimePaused,
    TimerRuns,
    WeekSubmitted,
)
from handsel.work.hours.weeks import Span, split_at_weeks
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import LIVE, Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState

MEMO_LENGTH_MAX = 400
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
    """Record other time in place of this; raises what `record_time` does."""
    removed = remove_span(row)
    rows = _add(context, [NewTime(start, end, memo)])
    return {"spans": [other.facts() for other in rows], "removed": [removed]}


@act(entries.REMOVED, Side.FREELANCER)
def remove_time(context: JobContext, row: TimeSpan) -> Facts:
    """Take time off the sheet; raises `WeekSubmitted` once its week was submitted."""
    return {"spans": [], "removed": [remove_span(row)]}


def _add(
    context: JobContext, times: Sequence[NewTime], source: TimeSource = TimeSource.BY_HAND
) -> list[TimeSpan]:
    job = context.job
    for row in times:
        check_memo(row.memo)
    spans = [_checked_span(row.start, row.end, context.at) for row in times]
    check_job(job, max(span.end for span in spans))
    refuse_paused(job, spans)
    _refuse_overlaps(job, spans)
    return add_spans(context, list(zip(spans, [row.memo for row in times], strict=True)), source)


def add_spans(context: JobContext, spans: Sequence[tuple[Span, str]], source: TimeSource) -> list[TimeSpan]:
    """Add spans with their memos to the weeks in which they lie; raises `TimeOutside` and `WeekSubmitted`."""
    job = context.job
    parts = [
        (week.monday, part, memo)
        for span, memo in spans
        for week, part in split_at_weeks(span, context.calendar)
    ]
    weeks = {monday: _week(job, monday) for monday in {monday for monday, _, _ in parts}}
    rows = [
        TimeSpan(
            job=job,
            week=weeks[monday],
            ref=identifiers.derived(context.id, f"span {place}"),
            started_at=part.start,
            ended_at=part.end,
            source=source,
            memo=clean_text(memo),
        )
        for place, (monday, part, memo) in enumerate(parts)
    ]
    return TimeSpan.objects.bulk_create(rows, batch_size=BATCH)


def remove_span(row: TimeSpan) -> Facts:
    """Take time off its week; raises `WeekSubmitted`."""
    _refuse_submitted(row.week)
    facts = row.facts()
    row.delete()
    return facts


def check_job(job: Job, until: datetime) -> None:
    """Raise `NotByHand`, `TimeOutside` or `InvalidState` where a job takes no time by hand until then."""
    if job.stage not in LIVE or not job.is_hourly:
        raise InvalidState
    plan = HourlyPlan.objects.get(job=job)
    if not plan.by_hand:
        raise NotByHand
    if plan.ended_at is not None and until > plan.ended_at:
        raise TimeOutside


def check_memo(memo: str) -> None:
    """Raise `MemoMissing` for a memo without words, or one that is too long."""
    refuse_bidi_controls(memo)
    if is_blank(memo) or len(memo) > MEMO_LENGTH_MAX:
        raise MemoMissing(most=MEMO_LENGTH_MAX)


def _checked_span(start: datetime, end: datetime, at: datetime) -> Span:
    start, end = start.replace(microsecond=0), end.replace(microsecond=0)
    if end <= start or end - start > SPAN_MAX:
        raise SpanTooLong
    if end > at:
        raise FutureTime
    return Span(start, end)


def locked_freelancer(job: Job) -> Party:
    """The freelancer's party, locked, so that one act at a time adds to their time."""
    _, freelancer = job.sides()
    return Party.objects.select_for_update(no_key=True).get(pk=freelancer.pk)


def refuse_paused(job: Job, spans: Sequence[Span]) -> None:
    """Raise `TimePaused` for time in which the job was paused."""
    pauses = [row.period for row in JobPause.objects.filter(job=job)]
    if any(is_paused_in(span, pauses) for span in spans):
        raise TimePaused


def _refuse_overlaps(job: Job, spans: Sequence[Span]) -> None:
    """Raise `TimeOverlaps` if the freelancer worked then on any job, or a timer runs."""
    worker = locked_freelancer(job)
    rows = sorted(spans)
    running = PageTimer.objects.filter(freelancer=worker, recorded_to__lt=rows[-1].end).first()
    if running is not None:
        raise TimerRuns(job=running.job.title, number=running.job_id)
    if any(row.overlaps(following) for row, following in pairwise(rows)):
        raise TimeOverlaps(job=job.title, number=job.pk)
    taken = TimeSpan.objects.filter(
        job__freelancer=worker, started_at__lt=rows[-1].end, ended_at__gt=rows[0].start
    )
    for other in taken.select_related("job"):
        place = bisect_right(rows, other.started_at, key=lambda row: row.end)
        if place < len(rows) and rows[place].start < other.ended_at:
            raise TimeOverlaps(job=other.job.title, number=other.job_id)


def _week(job: Job, monday: date) -> JobWeek:
    week: JobWeek | None = JobWeek.objects.filter(job=job, monday=monday).first()
    if week is None:
        raise TimeOutside
    _refuse_submitted(week)
    return week


def _refuse_submitted(week: JobWeek) -> None:
    if week.stage not in TO_WORK:
        raise WeekSubmitted
