"""Reopening a timesheet in review, by consent of both sides (rules: hourly week 3)."""

from handsel.kernel.characters import is_blank
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.tasks.models import schedule
from handsel.work.hours import review
from handsel.work.hours.entries import reopening as entries
from handsel.work.hours.lifecycle import SheetStage, WeekStage, funded_stage
from handsel.work.hours.models import JobWeek, Timesheet
from handsel.work.hours.paying import is_due
from handsel.work.hours.planning import SUBMIT
from handsel.work.hours.review_refusals import BlocksTaken, NoReopening, PaymentDue, ReopeningOpen
from handsel.work.hours.review_timer import stop_reviews
from handsel.work.hours.versions import refuse_other_version
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.refusals import InvalidState, ReasonMissing


@act(entries.ASKED, Side.CLIENT, Side.FREELANCER)
def ask_to_reopen(context: JobContext, sheet: Timesheet, *, reason: str) -> Facts:
    """Ask the other side to reopen a timesheet; its review runs on until they agree.

    Raises `PaymentDue` once the review has ended, `BlocksTaken` if blocks of it were rejected,
    `ReopeningOpen` while there is a request, and `ReasonMissing`.
    """
    if is_blank(reason):
        raise ReasonMissing
    _refuse_settled(context, sheet)
    if sheet.reopening_by:
        raise ReopeningOpen
    sheet.reopening_by, sheet.reopening_reason = context.side, reason
    sheet.save(force_update=True)
    return _facts(sheet, reason)


@act(entries.WITHDRAWN, Side.CLIENT, Side.FREELANCER)
def withdraw_reopening(context: JobContext, sheet: Timesheet) -> Facts:
    """Take back one's own request; raises `NoReopening` if there is none."""
    if sheet.reopening_by != context.side:
        raise NoReopening
    return _end_request(sheet)


@act(entries.DECLINED, Side.CLIENT, Side.FREELANCER)
def decline_reopening(context: JobContext, sheet: Timesheet) -> Facts:
    """Decline the other side's request; the review runs on. Raises `NoReopening` if there is none."""
    _refuse_unasked(context, sheet)
    return _end_request(sheet)


@act(entries.REOPENED, Side.CLIENT, Side.FREELANCER)
def agree_to_reopen(context: JobContext, sheet: Timesheet, *, shown: str) -> Facts:
    """Agree to the other side's request: the review ends unpaid, and the week takes time again.

    The money stays in escrow. The timesheet is submitted again by the freelancer, or by itself after 2
    business days, and a new review begins. `shown` names the request that was read (`reopening_version`).
    Raises `NoReopening`, `PaymentDue` once the review has ended, and `Stale` if the request is another now.
    """
    _refuse_unasked(context, sheet)
    _refuse_settled(context, sheet)
    refuse_other_version(sheet.reopening_version, shown)
    reason, week = sheet.reopening_reason, sheet.week
    stop_reviews([sheet])
    sheet.move(SheetStage.REOPENED)
    sheet.review_ends_at = None
    sheet.clear_reopening()
    sheet.save(force_update=True)
    _open_again(context, week)
    return {"sheet": sheet.columns(), "reason": reason, **week.facts()}


def can_be_reopened(sheet: Timesheet) -> bool:
    """Whether both sides may still agree to reopen it: it is in review, and no block of it was rejected."""
    return sheet.stage == SheetStage.SUBMITTED and not sheet.blocks.all()


def _open_again(context: JobContext, week: JobWeek) -> None:
    """Let a week take time again, and submit its timesheet by itself after 2 business days."""
    calendar = context.job.business_calendar(context.calendar)
    week.move(funded_stage(WeekStage.SHORT, held=week.held.minor, needed=week.price.amount))
    week.submits_at = review.resubmits_at(context.at, calendar)
    week.save(force_update=True)
    schedule(SUBMIT, week.pk, at=week.submits_at)


def _refuse_unasked(context: JobContext, sheet: Timesheet) -> None:
    if not sheet.reopening_by:
        raise NoReopening
    if sheet.reopening_by == context.side:
        raise NotFound


def _refuse_settled(context: JobContext, sheet: Timesheet) -> None:
    if sheet.stage != SheetStage.SUBMITTED:
        raise InvalidState
    if is_due(sheet, context.at):
        raise PaymentDue
    if not can_be_reopened(sheet):
        raise BlocksTaken


def _end_request(sheet: Timesheet) -> Facts:
    """End a request, and keep in its entry what it was for."""
    reason = sheet.reopening_reason
    sheet.clear_reopening()
    sheet.save(force_update=True)
    return _facts(sheet, reason)


def _facts(sheet: Timesheet, reason: str) -> Facts:
    week = sheet.week
    return {
        "week": week.monday,
        "supplement": week.supplement,
        "sheet": sheet.columns(),
        "reason": reason,
    }
