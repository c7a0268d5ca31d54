"""Releasing what is held, by the client or by the clock, and asking for changes instead."""

from datetime import datetime

from handsel.kernel import identifiers
from handsel.kernel.characters import is_blank
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.kernel.words import gettext_noop
from handsel.record.compiled import keep
from handsel.record.deeds import By
from handsel.work.jobs.acts import JobDeed, act
from handsel.work.jobs.closing import return_later
from handsel.work.jobs.refusals import NotNow
from handsel.work.jobs.stages import Side
from handsel.work.milestones import clockwork
from handsel.work.milestones.deadlines import refuse_after_release, release_is_due
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.refusals import NotDelivered, ReasonMissing
from handsel.work.milestones.sharing import share_out


@act("milestone.released", Side.CLIENT)
def release(deed: JobDeed, milestone: Milestone, *, amount: Money) -> Facts:
    """Pay what is held for a milestone to its freelancer, whole or in part; the rest stays in escrow."""
    facts = share_out(deed, milestone, to_freelancer=amount, to_client=zero(amount.currency))
    return {**facts, "by_itself": False}


def release_by_itself(subject: str, at: datetime) -> None:
    """Release a milestone whose clock has run out, if it still runs."""
    milestone = Milestone.objects.select_related("job", "holding").get(pk=int(subject))
    if milestone.release_at is None or not release_is_due(milestone, at):
        return
    key = identifiers.derived(milestone.ref, f"released {milestone.release_at.isoformat()}")
    _release_unanswered(By(HOUSE, at, key), milestone)


@act("milestone.released", Side.HOUSE)
def _release_unanswered(deed: JobDeed, milestone: Milestone) -> Facts:
    """Look again now that the job is locked: changes may have been asked for at the last moment."""
    if not release_is_due(milestone, deed.at):
        raise NotNow
    held = milestone.held
    facts = share_out(deed, milestone, to_freelancer=held, to_client=zero(held.currency))
    return {**facts, "by_itself": True}


@act("milestone.changes_asked", Side.CLIENT)
def ask_for_changes(deed: JobDeed, milestone: Milestone, *, reason: str) -> Facts:
    """Send a delivery back with a reason: the clock stops and the milestone stands at 99%.

    Raises `ReleaseDue` once the clock has run out, also before the house has released the milestone.
    While the client ends the job, the days until what is not delivered returns are counted anew, unless the
    freelancer has objected.
    """
    if milestone.is_closed:
        raise NotNow(gettext_noop("This milestone has come to its end."))
    if milestone.delivered_at is None:
        raise NotDelivered
    refuse_after_release(milestone, deed.at)
    if is_blank(reason):
        raise ReasonMissing
    milestone.delivered_at = None
    milestone.percent = 99
    milestone.change_requests += 1
    milestone.stand()
    clockwork.start_or_stop(deed, milestone)
    keep(milestone)
    if deed.job.ended_by == Side.CLIENT and deed.job.objected_at is None:
        return_later(deed)
    return {
        **milestone.facts(),
        "reason": reason,
        "request": milestone.change_requests,
        "days_left": milestone.days_left,
    }
