"""Submitting the timesheet of a week: by the freelancer, or by itself on Monday (rules: hourly week 3)."""

from datetime import datetime

from handsel.kernel import identifiers
from handsel.kernel.characters import is_blank
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.money.escrow import holdings
from handsel.record.actions import Actor
from handsel.tasks.models import cancel, schedule
from handsel.work.hours import review
from handsel.work.hours.entries import sheets as entries
from handsel.work.hours.lifecycle import TO_WORK, SheetStage, WeekStage
from handsel.work.hours.models import JobWeek, Timesheet
from handsel.work.hours.pay import paid_time
from handsel.work.hours.planning import SUBMIT, close_if_over
from handsel.work.hours.refusals import (
    AlreadyHeld,
    TimeRecorded,
    TimerRuns,
    WeekRuns,
    WeekSubmitted,
    WeekToCome,
)
from handsel.work.hours.review_timer import start_review
from handsel.work.hours.timer import record_running_in, running_in
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.refusals import ReasonMissing


@act(entries.SUBMITTED, Side.FREELANCER)
def submit_week(context: JobContext, week: JobWeek) -> Facts:
    """Submit the timesheet of a week that is over.

    Raises `WeekRuns` before, `WeekSubmitted` after, and `TimerRuns` while a timer still counts in it.
    """
    if week.stage not in TO_WORK:
        raise WeekSubmitted
    if week.ends_at > context.at:
        raise WeekRuns
    if running_in(week).exists():
        raise TimerRuns(job=context.job.title, number=context.job.pk)
    return {**_submit(context, week), "automatic": False}


@act(entries.HELD, Side.FREELANCER)
def hold_week(context: JobContext, week: JobWeek, *, reason: str) -> Facts:
    """Hold the timesheet of a week that has begun, a week longer at most, for a reason that the client reads.

    It is submitted by itself then, or by the freelancer before. Raises `WeekSubmitted`, `WeekToCome`,
    `AlreadyHeld` and `ReasonMissing`.
    """
    if week.stage not in TO_WORK:
        raise WeekSubmitted
    if week.starts_at > context.at:
        raise WeekToCome
    if week.held_at is not None:
        raise AlreadyHeld
    if is_blank(reason):
        raise ReasonMissing
    week.held_at, week.hold_reason = context.at, reason
    week.submits_at = review.held_until(week.monday, context.calendar)
    week.save(force_update=True)
    schedule(SUBMIT, week.pk, at=week.submits_at)
    return {**week.facts(), "reason": reason}


@act(entries.SUBMITTED, Side.FREELANCER)
def state_nothing(context: JobContext, week: JobWeek) -> Facts:
    """State that nothing was worked in a week that has begun: it closes, and its money returns at once.

    Raises `WeekSubmitted`, `WeekToCome`, `TimeRecorded` if it has time, and `TimerRuns` while a timer counts.
    """
    if week.stage not in TO_WORK:
        raise WeekSubmitted
    if week.starts_at > context.at:
        raise WeekToCome
    if running_in(week).exists():
        raise TimerRuns(job=context.job.title, number=context.job.pk)
    if week.spans.exists():
        raise TimeRecorded
    return {**_submit(context, week), "automatic": False}


@act(entries.SUBMITTED, Side.HOUSE)
def _submit_by_itself(context: JobContext, week: JobWeek) -> Facts:
    """Check again under the lock: it may have been submitted at the last moment."""
    if not _is_due(week, context.at):
        raise WeekSubmitted
    return {**_submit(context, week), "automatic": True}


def auto_submit(subject: str, at: datetime) -> None:
    """Submit the timesheet of a week when its Monday has come."""
    week = JobWeek.objects.select_related("job").get(pk=int(subject))
    if _is_due(week, at):
        record_running_in(week, at)
        key = identifiers.derived(week.ref, f"submit {week.submits_at}")
        _submit_by_itself(Actor(HOUSE, at, key), week)


def _is_due(week: JobWeek, at: datetime) -> bool:
    return week.stage in TO_WORK and week.submits_at is not None and week.submits_at <= at


def _submit(context: JobContext, week: JobWeek) -> Facts:
    seconds = sum(row.span.seconds for row in week.spans.all())
    paid = paid_time(protected=0, unprotected=seconds, limit=week.limit_seconds)
    sheet = Timesheet(
        job=context.job,
        week=week,
        seconds=seconds,
        protected=paid.protected,
        unprotected=paid.unprotected,
        submitted_at=context.at,
    )
    cancel(SUBMIT, week.pk)
    week.submits_at = week.raised_limit = None
    returned = zero(context.job.currency)
    if seconds:
        if week.held_at is not None:
            sheet.move(SheetStage.HELD)
        _begin_review(context, sheet)
    else:
        returned = _close_empty(context, sheet)
    week.save(force_update=True)
    sheet.save(force_insert=True)
    if sheet.review_ends_at is not None:
        start_review(context, sheet)
    close_if_over(context)
    return {**sheet.facts(), "returned": returned.minor, "job_stage": context.job.stage}


def _begin_review(context: JobContext, sheet: Timesheet) -> None:
    days, calendar = context.job.policy.rules.review_days, context.job.business_calendar(context.calendar)
    sheet.move(SheetStage.SUBMITTED)
    sheet.review_ends_at = review.review_ends(context.at, days=days, calendar=calendar)
    if sheet.week.stage == WeekStage.PLANNED:
        sheet.week.move(WeekStage.SHORT)
    sheet.week.move(WeekStage.SETTLING)


def _close_empty(context: JobContext, sheet: Timesheet) -> Money:
    """A week without time is over at once; what is held for it returns to the client."""
    week, returned = sheet.week, sheet.week.held
    if week.holding is not None and returned:
        week.holding.client, week.holding.freelancer = context.job.sides()
        nothing = zero(context.job.currency)
        holdings.settle(context, week.holding, to_freelancer=nothing, to_client=returned)
    sheet.move(SheetStage.NOTHING)
    week.move(WeekStage.DROPPED)
    sheet.closed_at = week.closed_at = context.at
    return returned
