"""Ending a job by either side, and what becomes of the held money (rules: fixed price 5)."""

from datetime import datetime

from handsel.kernel import identifiers
from handsel.kernel.characters import is_blank
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import zero
from handsel.record.actions import Actor
from handsel.tasks.models import cancel
from handsel.work.hours.planning import close_if_over, end_hours
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.job_timers import ENDING, close, schedule_return
from handsel.work.jobs.lifecycle import LIVE, UNBOUND, JobStage, Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState, ReasonMissing
from handsel.work.milestones import release_timer
from handsel.work.milestones.deadline_guards import refuse_after_return, return_is_due
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.payout import close_if_done, distribute, finish, milestone_facts
from handsel.work.terms.entries import award as award_entries
from handsel.work.terms.entries import ending as entries
from handsel.work.terms.models import Version


@act(entries.ENDED, Side.CLIENT, Side.FREELANCER)
def end_job(context: JobContext, job: Job, *, reason: str) -> Facts:
    """End the job. Deliveries continue; milestones that are not funded are dropped.

    If the freelancer ends, undelivered holdings return at once; if the client ends, after the policy's
    days, unless the freelancer delivers or objects.
    """
    if is_blank(reason):
        raise ReasonMissing
    return _end(context, job, by=context.side, reason=reason, removed=False)


@act(entries.ENDED, Side.HOUSE)
def end_for_removed(context: JobContext, job: Job, *, side: Side) -> Facts:
    """End the job of somebody who was removed from the site, as if their side had ended it."""
    return _end(context, job, by=side, reason="", removed=True)


@act(award_entries.LAPSED, Side.HOUSE)
def lapse_for_removed(context: JobContext, job: Job) -> Facts:
    """Let an award lapse of which a side was removed from the site before terms bound."""
    if job.stage not in UNBOUND:
        raise InvalidState
    _withdraw_versions(context)
    close(context, JobStage.LAPSED)
    return {"removed": True}


def _end(context: JobContext, job: Job, *, by: Side, reason: str, removed: bool) -> Facts:
    if job.stage not in LIVE or job.ended_by:
        raise InvalidState(gettext_noop("This job is not active, or is already ending."))
    job.ended_by = by
    _withdraw_versions(context)
    returned, weeks = _end_weeks(context)
    if by is Side.FREELANCER:
        returned += _return_undelivered(context)
    elif any(row.free and row.delivered_at is None for row in _rows(context)):
        schedule_return(context)
    job.save(force_update=True)
    return {
        "dropped": _drop_unfunded(context),
        "by": by,
        "removed": removed,
        "reason": reason,
        "returned": returned,
        "currency": job.currency,
        "ending_at": job.ending_at,
        "job_stage": job.stage,
        "after": {"milestones": milestone_facts(job), **weeks},
    }


@act(entries.OBJECTED, Side.FREELANCER)
def object_to_ending(context: JobContext, job: Job, *, reason: str) -> Facts:
    """Object to the return: the money stays held until both agree on a split or an operator settles."""
    if job.ending_at is None:
        raise InvalidState(gettext_noop("There is no pending refund to object to."))
    refuse_after_return(job, context.at)
    if is_blank(reason):
        raise ReasonMissing
    job.ending_at, job.objected_at = None, context.at
    job.save(force_update=True)
    cancel(ENDING, job.pk)
    return {"reason": reason}


@act(entries.DONE, Side.HOUSE)
def _return_after_ending(context: JobContext, job: Job) -> Facts:
    if not return_is_due(job, context.at):
        raise InvalidState
    job.ending_at = None
    job.save(force_update=True)
    returned = _return_undelivered(context)
    return {
        "returned": returned,
        "currency": job.currency,
        "job_stage": job.stage,
        "after": {"milestones": milestone_facts(job)},
    }


def auto_end(subject: str, at: datetime) -> None:
    """Return what is held and not delivered, once the days after the client's ending are over."""
    job = Job.objects.get(pk=int(subject))
    if return_is_due(job, at):
        key = identifiers.derived(job.uuid, f"ending {job.ending_at}")
        _return_after_ending(Actor(HOUSE, at, key), job)


def _withdraw_versions(context: JobContext) -> None:
    open_ones = Version.objects.filter(job=context.job, state=Version.State.PROPOSED)
    open_ones.update(state=Version.State.WITHDRAWN, ended_at=context.at)


def _end_weeks(context: JobContext) -> tuple[int, Facts]:
    """Drop the weeks of an hourly job; what returned, and the weeks as the record stores them."""
    if not context.job.is_hourly:
        return 0, {}
    effect = end_hours(context)
    close_if_over(context)
    return effect.returned.minor, effect.facts()


def _return_undelivered(context: JobContext) -> int:
    """Return what is held and not delivered, but for what is disputed."""
    returned = 0
    for row in _rows(context):
        if row.delivered_at is None and row.free:
            returned += row.free.minor
            row.amount -= row.to_fund.minor
            distribute(context, row, to_freelancer=zero(context.job.currency), to_client=row.free)
    return returned


def _drop_unfunded(context: JobContext) -> list[Facts]:
    """Drop milestones without money, delivered or not; cut the others to what they hold."""
    if context.job.is_hourly:
        return []
    dropped = []
    for row in _rows(context):
        if not row.held:
            finish(context, row)
            dropped.append({**row.facts(), "delivered": row.delivered_at is not None})
        elif row.to_fund:
            row.amount -= row.to_fund.minor
            row.refresh_stage()
            release_timer.start_or_stop(context, row)
            row.save(force_update=True)
    close_if_done(context)
    return dropped


def _rows(context: JobContext) -> list[Milestone]:
    return list(context.job.milestones.open().select_related("holding"))
