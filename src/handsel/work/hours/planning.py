"""Planning the weeks of an hourly job: the first when terms bind, each other one on the Sunday before it."""

from dataclasses import dataclass
from datetime import date, datetime

from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.money.escrow import holdings
from handsel.record.actions import Actor
from handsel.tasks.models import cancel, cancel_each, schedule
from handsel.work.hours import review
from handsel.work.hours.changes import WeekPrice, changes_under
from handsel.work.hours.entries import weeks as entries
from handsel.work.hours.funding import can_be_funded, put_money
from handsel.work.hours.hourly_terms import HourlyTerms
from handsel.work.hours.lifecycle import ENDED, WeekStage
from handsel.work.hours.models import HourlyPlan, JobWeek
from handsel.work.hours.timer import stop_with_job
from handsel.work.hours.weeks import week_from
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.job_timers import close
from handsel.work.jobs.lifecycle import LIVE, JobStage, Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.paid import paid
from handsel.work.jobs.refusals import InvalidState

PLAN = "week.plan"
FUNDING_REMINDER = "week.remind"
SUBMIT = "week.submit"


@dataclass(frozen=True)
class HoursEffect:
    """What an act did to the hours of a job: its plan, the weeks that it touched, and what went back."""

    plan: HourlyPlan
    weeks: list[JobWeek]
    returned: Money

    def facts(self) -> Facts:
        """The plan and the weeks as the record stores them."""
        return {"plan": self.plan.facts(), "weeks": [row.facts() for row in self.weeks]}


def begin_hours(context: JobContext, terms: HourlyTerms) -> HoursEffect:
    """Keep the first terms that bind, and plan the first week; the client is asked to fund it."""
    plan = HourlyPlan(job=context.job, zone=context.calendar.zone.key)
    plan.adopt(terms)
    monday = review.first_monday(terms.start, context.calendar.day_of(context.at))
    plan.plans_at = review.auto_funds_at(monday + review.WEEK, context.calendar)
    plan.save(force_insert=True)
    week = _add_week(context, plan, monday)
    schedule(PLAN, plan.pk, at=plan.plans_at)
    return HoursEffect(plan, [week], zero(context.job.currency))


def change_hours(context: JobContext, terms: HourlyTerms) -> HoursEffect:
    """Take over changed terms, and change the weeks to work; what they cost less goes back to the client."""
    plan = HourlyPlan.objects.get(job=context.job)
    plan.adopt(terms)
    plan.save(force_update=True)
    rows = {row.monday: row for row in _weeks_to_work(context.job)}
    funds = [row.funds for row in rows.values()]
    changes = changes_under(terms, funds, this_monday=context.calendar.week_of(context.at))
    coming = [row for row in rows.values() if row.starts_at > context.at]
    for row in coming:
        row.work_view = terms.work_view
        row.save(force_update=True)
    for change in changes:
        row = rows[change.monday]
        row.price = change.new
        _return(context, row, change.returned)
        row.refresh_stage(context.at)
        row.save(force_update=True)
    returned = Money(sum(change.returned for change in changes), context.job.currency)
    return HoursEffect(plan, list(rows.values()), returned)


def end_hours(context: JobContext) -> HoursEffect:
    """Drop the weeks that have not begun and plan no more; what is held for them returns to the client.

    The timesheet of a week that has begun runs its course; the job is closed with the last of them.
    """
    job = context.job
    plan = HourlyPlan.objects.get(job=job)
    plan.plans_at, plan.ended_at = None, context.at
    stop_with_job(context)
    plan.save(force_update=True)
    cancel(PLAN, plan.pk)
    weeks = [row for row in _weeks_to_work(job) if row.starts_at > context.at]
    returned = zero(job.currency)
    cancel_each([(SUBMIT, row.pk) for row in weeks])
    for row in weeks:
        returned += row.held
        _return(context, row, row.held.minor)
        row.raised_limit = row.submits_at = None
        row.closed_at = context.at
        row.move(WeekStage.DROPPED)
        row.save(force_update=True)
    return HoursEffect(plan, weeks, returned)


@act(entries.PLANNED, Side.HOUSE)
def _plan_next(context: JobContext, job: Job) -> Facts:
    """Plan the week that comes, and fund it where auto-fund was agreed; else the client is asked."""
    plan = HourlyPlan.objects.get(job=job)
    if job.stage not in LIVE or plan.plans_at is None or plan.plans_at > context.at:
        raise InvalidState
    monday = context.calendar.week_of(plan.plans_at) + review.WEEK
    plan.plans_at = review.auto_funds_at(monday + review.WEEK, context.calendar)
    plan.save(force_update=True)
    schedule(PLAN, plan.pk, at=plan.plans_at)
    week = _add_week(context, plan, monday)
    paused = job.stage == JobStage.PAUSED
    funds = plan.auto_fund and week.ends_at > context.at and not paused
    paid = _auto_fund(context, week) if funds else {}
    return {**week.facts(), "amount": 0, "fee": 0, **paid, "plan": plan.facts(), "paused": paused}


def auto_plan(subject: str, at: datetime) -> None:
    """Plan the next week of a job when its Sunday has come."""
    plan = HourlyPlan.objects.select_related("job").get(pk=int(subject))
    if plan.plans_at is not None and plan.plans_at <= at and plan.job.stage in LIVE:
        key = identifiers.derived(plan.job.uuid, f"plan {plan.plans_at}")
        _plan_next(Actor(HOUSE, at, key), plan.job)


def _auto_fund(context: JobContext, week: JobWeek) -> Facts:
    """Fund a week from the wallet; one for which there is too little is short, and asked for."""
    if can_be_funded(week):
        return put_money(context, week)
    week.move(WeekStage.SHORT)
    week.save(force_update=True)
    return {}


def _add_week(context: JobContext, plan: HourlyPlan, monday: date) -> JobWeek:
    """Add a week at the rate and limit in force, and remind the client on its Monday."""
    job, span = context.job, week_from(monday, context.calendar).span
    week = JobWeek(
        job=job,
        monday=monday,
        ref=identifiers.derived(job.uuid, f"week {monday}"),
        starts_at=span.start,
        ends_at=span.end,
        submits_at=review.submits_at(monday, context.calendar),
        work_view=plan.work_view,
    )
    week.price = WeekPrice(plan.rate, plan.weekly_seconds)
    week.save(force_insert=True)
    schedule(SUBMIT, week.pk, at=review.submits_at(monday, context.calendar))
    asks = review.asks_again_at(monday, context.calendar)
    if asks > context.at:
        schedule(FUNDING_REMINDER, week.pk, at=asks)
    return week


def _weeks_to_work(job: Job) -> list[JobWeek]:
    """The weeks that acts on terms may touch."""
    rows = JobWeek.objects.filter(job=job).to_work().select_related("holding__account", "job", "sheet")
    return [row for row in rows if row.takes_terms]


def close_if_over(context: JobContext) -> None:
    """Close a job that was ended once none of its weeks is open: complete if anything was paid."""
    job = context.job
    if (
        job.ended_by
        and job.stage in LIVE
        and not JobWeek.objects.filter(job=job).exclude(stage__in=ENDED).exists()
    ):
        close(context, JobStage.COMPLETE if paid(job) else JobStage.CANCELLED)


def _return(context: JobContext, week: JobWeek, minor: int) -> None:
    """Return a part of what is held for a week to the client."""
    if week.holding is not None and minor:
        week.holding.client, week.holding.freelancer = context.job.sides()
        nothing = zero(context.job.currency)
        back = Money(minor, context.job.currency)
        holdings.settle(context, week.holding, to_freelancer=nothing, to_client=back)
