"""Supplements: late time of a submitted week, as a timesheet of its own (rules: hourly week 3).

Late is what a device tracked before the timesheet was submitted, and could send only after. A supplement
shares the week's limit. Until the week is approved, or its review ends, it takes its money from what is held
for the week, and so its time stays protected; later time is not protected, and asked of the client when it is
paid.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial

from handsel.kernel import identifiers
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.escrow import holdings
from handsel.tasks.models import schedule
from handsel.work.hours import review
from handsel.work.hours.funding import holding_of
from handsel.work.hours.lifecycle import TO_WORK, SheetStage
from handsel.work.hours.models import JobWeek, Timesheet, TimeSpan
from handsel.work.hours.pay import limit_left
from handsel.work.hours.planning import SUBMIT
from handsel.work.hours.refusals import TimeOutside, WeekSubmitted
from handsel.work.hours.worked import worked_seconds
from handsel.work.jobs.acts import JobContext


def week_for(tracked_from: datetime) -> Callable[[JobContext, date], JobWeek]:
    """Gives the week that takes tracked time; once it was submitted, a supplement, opened for the first.

    That raises `TimeOutside`, and `WeekSubmitted` for time that began after the timesheet was submitted.
    """
    return partial(_week_for, tracked_from=tracked_from)


def _week_for(context: JobContext, monday: date, *, tracked_from: datetime) -> JobWeek:
    rows = _rows_of(context, monday)
    if not rows:
        raise TimeOutside
    week, sheet = rows[0], getattr(rows[0], "sheet", None)
    if week.stage in TO_WORK:
        return week
    if sheet is None or tracked_from >= sheet.submitted_at:
        raise WeekSubmitted
    last, holds = rows[-1], _holds(sheet, context.at)
    # One that has its money takes no time that would have none: that would end its protection.
    if last.supplement and last.stage in TO_WORK and (holds or last.ready_at is None):
        return last
    return _open(context, week, number=last.supplement + 1, ready_at=week.ready_at if holds else None)


def late_facts(context: JobContext, added: Sequence[TimeSpan]) -> Facts | None:
    """Give the supplement of late time its share, and say what that did; None for other time."""
    supplement = added[0].week
    if not supplement.supplement:
        return None
    week = _take_share(context, supplement)
    return {
        "opened": supplement.spans.count() == len(added),
        "target": supplement.facts(),
        "source": week.facts() if week else None,
    }


def _take_share(context: JobContext, supplement: JobWeek) -> JobWeek | None:
    """Give a supplement its share of the week's limit and money; gives the week, if that still holds any."""
    week, *others = _rows_of(context, supplement.monday)
    supplement.limit_seconds = worked_seconds([supplement.pk])[supplement.pk]
    supplement.limit_seconds = payable_limit(supplement, [week, *others])
    holds = _holds(week.sheet, context.at) and week.holding is not None
    if holds:
        _take_money(context, week, supplement)
    supplement.refresh_stage(supplement.ready_at)
    supplement.save(force_update=True)
    return week if holds else None


def payable_limits(weeks: Sequence[JobWeek]) -> dict[int, int]:
    """How many seconds of each of these may be paid, by key."""
    sharing = [week for week in weeks if week.supplement or week.is_reopened]
    rows: dict[tuple[int, date], list[JobWeek]] = defaultdict(list)
    if sharing:
        jobs, mondays = {week.job_id for week in sharing}, {week.monday for week in sharing}
        for row in JobWeek.objects.filter(job__in=jobs, monday__in=mondays).select_related("sheet"):
            rows[row.job_id, row.monday].append(row)
    return {week.pk: payable_limit(week, rows[week.job_id, week.monday]) for week in weeks}


def payable_limit(week: JobWeek, rows: Iterable[JobWeek]) -> int:
    """How many seconds of a week or a supplement may be paid, beside others of the same week: what their
    paid time, or what they have taken, leaves of the limit that they share.
    """
    others = [row for row in rows if row.monday == week.monday and row.pk != week.pk]
    whole = next((row.limit_seconds for row in others if not row.supplement), week.limit_seconds)
    left = limit_left(whole, week.rate, [_taken(row) for row in others])
    return min(week.limit_seconds, left) if others else week.limit_seconds


def _rows_of(context: JobContext, monday: date) -> Sequence[JobWeek]:
    """A week and its supplements, in order."""
    rows = JobWeek.objects.filter(job=context.job, monday=monday)
    weeks = list(rows.select_related("sheet", "holding__account"))
    for week in weeks:
        week.job = context.job
    return weeks


def _holds(sheet: Timesheet, at: datetime) -> bool:
    """Whether the unused money of a week is still held: it is neither approved, nor has its review ended."""
    ends = sheet.review_ends_at
    return sheet.stage == SheetStage.SUBMITTED and ends is not None and at < ends


def _open(context: JobContext, week: JobWeek, *, number: int, ready_at: datetime | None) -> JobWeek:
    calendar = context.job.business_calendar(context.calendar)
    submits_at = review.late_time_submits_at(context.at, calendar)
    row = JobWeek(
        job=context.job,
        monday=week.monday,
        supplement=number,
        ref=identifiers.derived(week.ref, f"supplement {number}"),
        starts_at=week.starts_at,
        ends_at=week.ends_at,
        rate=week.rate,
        limit_seconds=0,
        work_view=week.work_view,
        ready_at=ready_at,
        submits_at=submits_at,
    )
    row.save(force_insert=True)
    schedule(SUBMIT, row.pk, at=submits_at)
    return row


def _take_money(context: JobContext, week: JobWeek, supplement: JobWeek) -> None:
    """Move what a supplement costs from the money of its week, as far as the week's timesheet leaves it."""
    sheet, currency = week.sheet, context.job.currency
    unused = week.held.minor - sheet.rest.whole - sheet.frozen
    lacking = supplement.price.amount - supplement.held.minor
    amount = Money(min(unused, lacking), currency)
    if amount.minor > 0:
        holdings.move(context, holding_of(week), holding_of(supplement), amount)


def _taken(row: JobWeek) -> int:
    sheet = getattr(row, "sheet", None)
    taken: int = sheet.time.seconds if sheet is not None else row.limit_seconds
    return taken
