"""Releasing what is held, by the client or by the clock, and asking for changes instead."""

from datetime import datetime

from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.record.deeds import By
from handsel.work.jobs.acts import JobDeed, act
from handsel.work.jobs.stages import Side
from handsel.work.milestones import clockwork
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.refusals import NotDelivered, ReasonMissing
from handsel.work.milestones.sharing import share_out
from handsel.work.milestones.stages import Stage


@act("milestone.released", Side.CLIENT, Side.HOUSE)
def release(deed: JobDeed, milestone: Milestone, *, amount: Money) -> Facts:
    """Pay what is held for a milestone to its freelancer, whole or in part; the rest stays in escrow."""
    facts = share_out(deed, milestone, to_freelancer=amount, to_client=zero(amount.currency))
    return {**facts, "by_itself": deed.side is Side.HOUSE}


def release_by_itself(subject: str, at: datetime) -> None:
    """Release a milestone whose clock has run out, if it still runs."""
    milestone = Milestone.objects.select_related("job", "holding").get(pk=int(subject))
    if milestone.stage != Stage.DELIVERED or milestone.release_at is None or milestone.release_at > at:
        return
    key = identifiers.derived(milestone.ref, f"released {milestone.release_at.isoformat()}")
    release(By(HOUSE, at, key), milestone, amount=milestone.held)


@act("milestone.changes_asked", Side.CLIENT)
def ask_for_changes(deed: JobDeed, milestone: Milestone, *, reason: str) -> Facts:
    """Send a delivery back with a reason: the clock stops and the milestone stands at 99%."""
    if milestone.delivered_at is None or milestone.is_closed:
        raise NotDelivered
    if not reason.strip():
        raise ReasonMissing
    milestone.delivered_at = None
    milestone.percent = 99
    milestone.change_requests += 1
    milestone.stand()
    clockwork.start_or_stop(deed, milestone)
    milestone.save()
    return {
        **milestone.facts(),
        "reason": reason,
        "request": milestone.change_requests,
        "days_left": milestone.days_left,
    }
