"""Applying bound terms to the milestones of a job, and returning the money this frees."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.money.escrow import holdings
from handsel.work.hours.hourly_terms import HourlyTerms
from handsel.work.hours.planning import begin_hours, change_hours
from handsel.work.jobs.acts import JobContext
from handsel.work.milestones import release_timer
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.payout import close_if_done, finish, milestone_facts, supersede_requests
from handsel.work.milestones.reports import expect_first_report
from handsel.work.terms.content import MilestoneTerms, Terms
from handsel.work.terms.versions import effects_of


def apply_terms(context: JobContext, terms: Terms, *, first: bool) -> Facts:
    """Apply terms to the milestones of a job, or to its weeks.

    Returns what went back, what is left to fund, new timers, and the job's milestones and hours after it.
    """
    if terms.hourly:
        return _apply_hourly(context, terms.hourly, first=first)
    facts = _apply_milestones(context, terms, first=first)
    return {**facts, "after": {"milestones": milestone_facts(context.job)}}


def _apply_hourly(context: JobContext, hourly: HourlyTerms, *, first: bool) -> Facts:
    effect = begin_hours(context, hourly) if first else change_hours(context, hourly)
    to_fund = sum(row.to_fund.minor for row in effect.weeks)
    return {
        **_money_facts(context, returned=effect.returned.minor, to_fund=to_fund),
        "clocks": [],
        "after": {"milestones": [], **effect.facts()},
    }


def _money_facts(context: JobContext, *, returned: int, to_fund: int) -> Facts:
    """What went back, what is left to fund, and the stage of the job."""
    job = context.job
    return {"currency": job.currency, "returned": returned, "to_fund": to_fund, "job_stage": job.stage}


def _apply_milestones(context: JobContext, terms: Terms, *, first: bool) -> Facts:
    """Make, change and drop milestones; returns what went back, what is left to fund, and new timers."""
    effects = effects_of(context.job, terms)
    rows = {row.ref: row for row in context.job.milestones.select_related("holding")}
    clocks = {row.ref: row.release_at for row in rows.values()}
    for position, part in enumerate(terms.milestones, start=1):
        row = rows.pop(part.ref, None) or Milestone(job=context.job, ref=part.ref)
        _change(context, row, part, position, effects.returned)
    for position, row in enumerate(rows.values(), start=len(terms.milestones) + 1):
        _drop(context, row, position, effects.returned)
    if first:
        expect_first_report(context)
    close_if_done(context)
    returned, to_fund = sum(effects.returned.values()), sum(effects.to_fund.values())
    money = _money_facts(context, returned=returned, to_fund=to_fund)
    return {**money, "clocks": _new_timers(context, clocks)}


def _new_timers(context: JobContext, before: Mapping[UUID, datetime | None]) -> list[Facts]:
    """The milestones whose timer ends at another time than before, with what is released then."""
    rows = context.job.milestones.exclude(release_at=None).select_related("holding", "job")
    return [
        {**row.facts(), "held": row.held.minor, "release_at": row.release_at}
        for row in rows
        if row.release_at != before.get(row.ref)
    ]


def _change(
    context: JobContext, row: Milestone, part: MilestoneTerms, position: int, returned: Mapping[UUID, int]
) -> None:
    row.position, row.name, row.due, row.done_when = position, part.name, part.due, part.done_when
    row.amount = part.amount
    if row.is_closed:
        row.save(update_fields=["position"])
        return
    row.save()
    _return_money(context, row, returned)
    if row.holding is not None and not row.held and not row.to_fund:
        finish(context, row)
        return
    row.refresh_stage()
    release_timer.start_or_stop(context, row)
    row.save(force_update=True)


def _drop(context: JobContext, row: Milestone, position: int, returned: Mapping[UUID, int]) -> None:
    """Number dropped milestones after those in the terms, so that no two have one number."""
    row.position = position
    if row.is_closed:
        row.save(update_fields=["position"])
        return
    _return_money(context, row, returned)
    finish(context, row)


def _return_money(context: JobContext, row: Milestone, returned: Mapping[UUID, int]) -> None:
    minor = returned.get(row.ref, 0)
    if row.holding is not None and minor:
        holdings.settle(
            context,
            row.holding,
            to_freelancer=zero(context.job.currency),
            to_client=Money(minor, context.job.currency),
        )
        supersede_requests(context, row)
