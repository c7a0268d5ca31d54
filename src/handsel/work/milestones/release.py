"""Releasing what is held, by the client or by the timer, and asking for changes instead."""

from datetime import datetime

from handsel.kernel import identifiers
from handsel.kernel.characters import is_blank
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.record.actions import Actor
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.job_timers import schedule_return
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.refusals import InvalidState, ReasonMissing
from handsel.work.milestones import release_timer
from handsel.work.milestones.deadline_guards import refuse_after_release, release_is_due
from handsel.work.milestones.entries import money as entries
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.payout import distribute
from handsel.work.milestones.refusals import DeliveryDisputed, NotDelivered


@act(entries.RELEASED, Side.CLIENT)
def release(context: JobContext, milestone: Milestone, *, amount: Money) -> Facts:
    """Pay what is held for a milestone to its freelancer, in full or in part; the rest stays in escrow."""
    facts = distribute(context, milestone, to_freelancer=amount, to_client=zero(amount.currency))
    return {**facts, "automatic": False}


def auto_release(subject: str, at: datetime) -> None:
    """Release a milestone whose timer has run out, if it was not stopped."""
    milestone = Milestone.objects.select_related("job", "holding").get(pk=int(subject))
    if milestone.release_at is None or not release_is_due(milestone, at):
        return
    key = identifiers.derived(milestone.ref, f"released {milestone.release_at.isoformat()}")
    _release_unanswered(Actor(HOUSE, at, key), milestone)


@act(entries.RELEASED, Side.HOUSE)
def _release_unanswered(context: JobContext, milestone: Milestone) -> Facts:
    """Check again under the lock: changes may have been asked for at the last moment."""
    if not release_is_due(milestone, context.at):
        raise InvalidState
    free = milestone.free
    facts = distribute(context, milestone, to_freelancer=free, to_client=zero(free.currency))
    return {**facts, "automatic": True}


@act(entries.CHANGES_ASKED, Side.CLIENT)
def ask_for_changes(context: JobContext, milestone: Milestone, *, reason: str) -> Facts:
    """Send a delivery back with a reason: the timer stops and the milestone goes to 99%.

    Raises `DeliveryDisputed` while all of its money is disputed, and `ReleaseDue` once the timer has run
    out, even if the house has not released the milestone yet.
    While the client ends the job, the days until what is not delivered returns start anew, unless the
    freelancer has objected.
    """
    _refuse_changes(milestone, context.at)
    if is_blank(reason):
        raise ReasonMissing
    milestone.delivered_at = None
    milestone.percent = 99
    milestone.change_requests += 1
    milestone.refresh_stage()
    release_timer.start_or_stop(context, milestone)
    milestone.save(force_update=True)
    job = context.job
    if job.ended_by == Side.CLIENT and job.objected_at is None:
        schedule_return(context)
    return {
        **milestone.facts(),
        "ending_at": job.ending_at,
        "reason": reason,
        "request": milestone.change_requests,
        "days_left": milestone.days_left,
    }


def _refuse_changes(milestone: Milestone, at: datetime) -> None:
    """Raise what stands against sending a milestone back."""
    if milestone.is_closed:
        raise InvalidState(gettext_noop("This milestone is closed."))
    if milestone.delivered_at is None:
        raise NotDelivered
    if milestone.frozen and not milestone.free:
        raise DeliveryDisputed
    refuse_after_release(milestone, at)
