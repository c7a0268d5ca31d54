"""Settling a dispute between both sides: open offers, their answers, and withdrawing (rules: disputes 2)."""

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import Stale
from handsel.record.actions import Actor
from handsel.trust.disputes.entries import declining, offers, opening
from handsel.trust.disputes.lifecycle import SETTLEABLE, DisputeStage
from handsel.trust.disputes.models import Dispute, DisputeOffer
from handsel.trust.disputes.refusals import DisputeClosed, ExceedsDisputed
from handsel.trust.disputes.steps import close, refuse_over, share_out, subject_in
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.job_timers import schedule_return
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.refusals import InvalidState
from handsel.work.milestones import release_timer


@act(offers.OFFERED, Side.CLIENT, Side.FREELANCER, closed=True)
def make_offer(context: JobContext, dispute: Dispute, *, to_freelancer: Money, reason: str = "") -> Facts:
    """Offer how to share what is disputed; it replaces the offer that the side made before."""
    _refuse_settling(context, dispute)
    if not 0 <= to_freelancer.minor <= dispute.amount:
        raise ExceedsDisputed
    subject_in(context, dispute)
    replaced = dispute.offer_of(context.side)
    if replaced is not None:
        replaced.state = DisputeOffer.State.REPLACED
        replaced.save(update_fields=["state"])
    offer = DisputeOffer.objects.create(
        dispute=dispute,
        number=len(dispute.offers.all()) + 1,
        side=context.side,
        to_freelancer=to_freelancer.minor,
        reason=reason,
        made_at=context.at,
    )
    shares = {"to_freelancer": to_freelancer.minor, "to_client": offer.client_part.minor}
    return {**dispute.facts(), **shares, "reason": reason, "offer_after": offer.facts()}


@act(declining.OFFER_DECLINED, Side.CLIENT, Side.FREELANCER, closed=True)
def decline_offer(context: JobContext, dispute: Dispute, *, number: int, reason: str = "") -> Facts:
    """Decline the other side's open offer, the one with this number: it can be accepted no more.

    It stays what that side offered last, for the split by default. Raises `Stale` if it is another now.
    """
    _refuse_settling(context, dispute)
    subject_in(context, dispute)
    offer = dispute.offer_of(context.side.other)
    if offer is None or offer.number != number:
        raise Stale
    offer.dispute, offer.state = dispute, DisputeOffer.State.DECLINED
    offer.declined_at, offer.declined_reason = context.at, reason
    offer.save(force_update=True)
    shares = {"to_freelancer": offer.to_freelancer, "to_client": offer.client_part.minor}
    return {**dispute.facts(), **shares, "reason": reason, "offer_after": offer.facts()}


@act(offers.ACCEPTED, Side.CLIENT, Side.FREELANCER, closed=True)
def accept_dispute_offer(context: JobContext, dispute: Dispute, *, expected: Money) -> Facts:
    """Accept the other side's open offer, or what it asks for: the money is shared at once.

    `expected` is what the freelancer gets, as the page said; raises `Stale` if that is another now.
    """
    _refuse_settling(context, dispute)
    if dispute.acceptable(context.side) != expected.minor:
        raise Stale
    offer = dispute.offer_of(context.side.other)
    if offer is not None:
        offer.state = DisputeOffer.State.ACCEPTED
        offer.save(update_fields=["state"])
    facts = share_out(context, dispute, DisputeStage.SETTLED, expected.minor)
    return {**facts, "offer": offer.number if offer else None}


@act(opening.WITHDRAWN, Side.CLIENT, Side.FREELANCER, closed=True)
def withdraw_dispute(context: JobContext, dispute: Dispute) -> Facts:
    """Give up one's own dispute: its money is free again, and what would have moved it goes on.

    A claim just ends; a dispute about hours does by `concede_dispute`.
    """
    _refuse_withdrawing(context, dispute)
    if dispute.sheet is not None:
        raise InvalidState
    close(context, dispute, DisputeStage.WITHDRAWN)
    milestone, job = dispute.milestone, context.job
    if milestone is None:
        return dispute.facts()
    release_timer.start_or_stop(context, milestone)
    milestone.save(force_update=True)
    if not job.ended_by or job.ending_at or job.objected_at or milestone.delivered_at:
        return dispute.facts()
    schedule_return(context)
    return {**dispute.facts(), "ending_at": job.ending_at}


@act(offers.CONCEDED, Side.CLIENT, closed=True)
def concede_dispute(context: JobContext, dispute: Dispute) -> Facts:
    """Give up one's own dispute about hours: what it is about is paid."""
    _refuse_withdrawing(context, dispute)
    if dispute.sheet is None:
        raise InvalidState
    return share_out(context, dispute, DisputeStage.WITHDRAWN, dispute.amount)


def withdraw_any(actor: Actor, dispute: Dispute) -> Facts:
    """Withdraw one's own dispute, whatever it is about."""
    return (withdraw_dispute if dispute.sheet_id is None else concede_dispute)(actor, dispute)


def _refuse_withdrawing(context: JobContext, dispute: Dispute) -> None:
    if context.side != dispute.side:
        raise DisputeClosed
    _refuse_settling(context, dispute)


def _refuse_settling(context: JobContext, dispute: Dispute) -> None:
    if dispute.stage not in SETTLEABLE:
        raise DisputeClosed
    refuse_over(dispute, context.at)
