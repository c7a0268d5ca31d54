"""What submitting timesheets does: of one week, or of many in the weekly run (rules: hourly week 3)."""

from collections.abc import Mapping, Sequence

from handsel.bulk import insert_each, update_each
from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.money.escrow import holdings
from handsel.money.escrow.holdings import Settlement
from handsel.tasks.models import cancel_each
from handsel.work.hours import review
from handsel.work.hours.evidence import tracked_weeks, verdicts_each
from handsel.work.hours.lifecycle import SheetStage, WeekStage
from handsel.work.hours.models import JobWeek, Timesheet
from handsel.work.hours.pay import paid_time
from handsel.work.hours.planning import SUBMIT, close_if_over
from handsel.work.hours.protection import BlockVerdict, WeekTime, week_time
from handsel.work.hours.review_timer import start_reviews
from handsel.work.hours.supplements import payable_limits
from handsel.work.hours.time_checks import lock_freelancers
from handsel.work.hours.worked import worked_seconds
from handsel.work.jobs.acts import JobContext

RESUBMITTED: tuple[str, ...] = ("stage", "seconds", "protected", "unprotected", "submitted_at")
RESUBMITTED += ("review_ends_at", "closed_at", "protected_blocks", "unbilled_blocks")
"""The columns of a reopened timesheet that submitting it again changes."""


def submit_each(pairs: Sequence[tuple[JobContext, JobWeek]]) -> list[Facts]:
    """Submit the timesheets of weeks, each of another job; one without time closes, and its money returns."""
    limits = payable_limits([week for _, week in pairs])
    sheets = _sheets(pairs, limits)
    returned = _return_unused(sheets)
    for context, sheet in sheets:
        if sheet.seconds:
            _begin_review(context, sheet)
        else:
            _close_empty(context, sheet)
    cancel_each((SUBMIT, week.pk) for _, week in pairs)
    update_each([week for _, week in pairs], "stage", "submits_at", "raised_limit", "closed_at")
    _save([sheet for _, sheet in sheets])
    start_reviews([(context, sheet) for context, sheet in sheets if sheet.review_ends_at is not None])
    for context, _ in pairs:
        close_if_over(context)
    return [
        {
            **sheet.facts(),
            "payable_seconds": limits[sheet.week.pk],
            "returned": back.minor,
            "job_stage": context.job.stage,
        }
        for (context, sheet), back in zip(sheets, returned, strict=True)
    ]


def _sheets(
    pairs: Sequence[tuple[JobContext, JobWeek]], limits: Mapping[int, int]
) -> list[tuple[JobContext, Timesheet]]:
    """The timesheets of weeks as they are submitted now, while nothing on other jobs changes their time."""
    keys = [week.pk for _, week in pairs]
    seconds, tracked = worked_seconds(keys), tracked_weeks(keys)
    lock_freelancers(context.job for context, week in pairs if week.pk in tracked)
    verdicts = verdicts_each([week for _, week in pairs if week.pk in tracked])
    sheets = []
    for context, week in pairs:
        worked = verdicts.get(week.pk) or seconds.get(week.pk, 0)
        sheets.append((context, _sheet(context, week, worked, limit=limits[week.pk])))
    return sheets


def _sheet(context: JobContext, week: JobWeek, worked: int | list[BlockVerdict], *, limit: int) -> Timesheet:
    """The timesheet of a week as it is submitted now: a new one, or the one that was reopened.

    `worked` is what holds of its blocks, or its seconds where none of its time was tracked; `limit` is how
    many seconds may be paid.
    """
    rows = [] if isinstance(worked, int) else worked
    time = WeekTime(worked, 0, worked) if isinstance(worked, int) else week_time(worked)
    paid = paid_time(protected=time.protected, unprotected=time.unprotected, limit=limit)
    sheet: Timesheet = getattr(week, "sheet", None) or _new_sheet(week)
    sheet.job, sheet.seconds, sheet.submitted_at = context.job, time.worked, context.at
    sheet.protected, sheet.unprotected = paid.protected, paid.unprotected
    sheet.protected_blocks = [row.number for row in rows if row.is_protected]
    sheet.unbilled_blocks = [row.number for row in rows if not row.is_billed]
    return sheet


def _new_sheet(week: JobWeek) -> Timesheet:
    sheet = Timesheet.with_defaults()
    sheet.week = week
    return sheet


def _save(sheets: Sequence[Timesheet]) -> None:
    """Insert new timesheets, and update those that were reopened."""
    update_each([sheet for sheet in sheets if sheet.pk], *RESUBMITTED)
    inserted = {sheet.week_id: sheet for sheet in sheets if not sheet.pk}
    insert_each(list(inserted.values()))
    for pk, week in Timesheet.objects.filter(week__in=inserted).values_list("pk", "week"):
        inserted[week].pk = pk


def _return_unused(sheets: Sequence[tuple[JobContext, Timesheet]]) -> list[Money]:
    """Return what is held for weeks without time; gives what returned of each week."""
    returned = [zero(context.job.currency) if sheet.seconds else sheet.week.held for context, sheet in sheets]
    settlements = []
    for (context, sheet), back in zip(sheets, returned, strict=True):
        holding = sheet.week.holding
        if holding is not None and back:
            holding.client, holding.freelancer = context.job.sides()
            settlements.append(Settlement(context, holding, zero(back.currency), back))
    holdings.settle_each(settlements)
    return returned


def _begin_review(context: JobContext, sheet: Timesheet) -> None:
    week, days = sheet.week, context.job.policy.rules.review_days
    if week.held_at is not None and sheet.stage == SheetStage.OPEN:
        sheet.move(SheetStage.HELD)
    sheet.move(SheetStage.SUBMITTED)
    calendar = context.job.business_calendar(context.calendar)
    sheet.review_ends_at = review.review_ends(context.at, days=days, calendar=calendar)
    week.submits_at = week.raised_limit = None
    if week.stage == WeekStage.PLANNED:
        week.move(WeekStage.SHORT)
    week.move(WeekStage.SETTLING)


def _close_empty(context: JobContext, sheet: Timesheet) -> None:
    """A week without time is over at once."""
    week = sheet.week
    week.submits_at = week.raised_limit = None
    sheet.move(SheetStage.NOTHING)
    week.move(WeekStage.DROPPED)
    sheet.closed_at = week.closed_at = context.at
