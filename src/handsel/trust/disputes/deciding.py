"""An operator decides a dispute, and another one its appeal; money moves when it is final.

Where no operator may, the outside arbiter does (rules: disputes 4 and 7).
"""

from uuid import UUID

from handsel.kernel import identifiers
from handsel.kernel.characters import is_blank
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.trust.disputes import schedule
from handsel.trust.disputes.arbiters import ask_arbiter
from handsel.trust.disputes.entries import decisions as entries
from handsel.trust.disputes.lifecycle import DisputeStage
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.refusals import (
    DisputeClosed,
    ExceedsDisputed,
    NotRead,
    OwnDecision,
    WithArbiter,
)
from handsel.trust.disputes.steps import calendar_of, refuse_over, share_out, subject_in, wait_until
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.refusals import ReasonMissing


def read_dispute(operator: Actor, dispute: Dispute) -> Facts:
    """Begin to read a dispute, which both sides see; reading it again is no other entry."""
    return _read(Actor(operator.id, operator.at, _reading_key(operator.id, dispute)), dispute)


def has_read(operator: UUID, dispute: Dispute) -> bool:
    """Whether an operator has begun to read a dispute."""
    return Entry.objects.filter(actor=operator, key=_reading_key(operator, dispute)).exists()


@act(entries.READ, Side.HOUSE, closed=True)
def _read(context: JobContext, dispute: Dispute) -> Facts:
    _refuse_others(context, dispute)
    subject_in(context, dispute)
    return {**dispute.facts(), **_by_arbiter(context, dispute)}


@act(entries.DECIDED, Side.HOUSE, closed=True)
def decide_dispute(context: JobContext, dispute: Dispute, *, to_freelancer: Money, reason: str) -> Facts:
    """Decide what the freelancer gets, with reasons; it is final unless a side appeals in time."""
    _refuse_deciding(context, dispute, DisputeStage.WITH_OPERATOR, to_freelancer, reason)
    subject_in(context, dispute)
    dispute.move(DisputeStage.DECIDED)
    dispute.decision, dispute.decided_by, dispute.decided_at = reason, context.actor.id, context.at
    dispute.to_freelancer = to_freelancer.minor
    wait_until(context, dispute, schedule.appeal_by(context.at, calendar_of(context)))
    shares = {"to_freelancer": to_freelancer.minor, "to_client": (dispute.money - to_freelancer).minor}
    more = {"reason": reason, "appeal_by": dispute.ends_at, **_by_arbiter(context, dispute)}
    return {**dispute.facts(), **shares, **more}


@act(entries.APPEALED, Side.CLIENT, Side.FREELANCER, closed=True)
def appeal_decision(context: JobContext, dispute: Dispute, *, reason: str) -> Facts:
    """Appeal, once: another operator or the arbiter decides within 5 business days, else it stands."""
    if dispute.stage != DisputeStage.DECIDED:
        raise DisputeClosed
    refuse_over(dispute, context.at)
    if is_blank(reason):
        raise ReasonMissing
    subject_in(context, dispute)
    dispute.move(DisputeStage.APPEALED)
    dispute.appeal, dispute.appealed_by, dispute.appealed_at = reason, context.side, context.at
    ends_at = schedule.appeal_ends(context.at, calendar_of(context))
    arbiter = ask_arbiter(context, dispute, due=ends_at)
    wait_until(context, dispute, ends_at)
    return {**dispute.facts(), **arbiter, "reason": reason, "until": ends_at}


@act(entries.APPEAL_DECIDED, Side.HOUSE, closed=True)
def decide_appeal(context: JobContext, dispute: Dispute, *, to_freelancer: Money, reason: str) -> Facts:
    """Decide an appeal, by an operator who took no part: the money moves at once."""
    _refuse_deciding(context, dispute, DisputeStage.APPEALED, to_freelancer, reason)
    if context.actor.id == dispute.decided_by:
        raise OwnDecision
    by_arbiter = _by_arbiter(context, dispute)
    facts = share_out(context, dispute, DisputeStage.FINAL, to_freelancer.minor)
    return {**facts, "reason": reason, **by_arbiter}


DECIDING = {DisputeStage.WITH_OPERATOR: decide_dispute, DisputeStage.APPEALED: decide_appeal}
"""The act by which a dispute at a stage is decided."""
ACTS = {entries.DECIDED.name: decide_dispute, entries.APPEAL_DECIDED.name: decide_appeal}
"""The act behind each kind of entry of a decision."""


def decision_of(judge: UUID, dispute: Dispute) -> Entry | None:
    """The entry of what an operator or the arbiter decided in a dispute; None before that."""
    rows = Entry.objects.filter(chain__subject=dispute.job.uuid, actor=judge, kind__in=ACTS)
    return next((row for row in rows if row.facts["dispute"] == dispute.number), None)


def _refuse_deciding(
    context: JobContext, dispute: Dispute, stage: DisputeStage, to_freelancer: Money, reason: str
) -> None:
    _refuse_others(context, dispute)
    if dispute.stage != stage:
        raise DisputeClosed
    if dispute.waits_for_arbiter and context.actor.id != dispute.arbiter:
        raise WithArbiter
    refuse_over(dispute, context.at)
    if not has_read(context.actor.id, dispute):
        raise NotRead
    if is_blank(reason):
        raise ReasonMissing
    if not 0 <= to_freelancer.minor <= dispute.amount:
        raise ExceedsDisputed


def _refuse_others(context: JobContext, dispute: Dispute) -> None:
    """People read and decide, not the timers of the house; an arbiter, what waits for them alone."""
    is_outside = context.job.arbiters.filter(pk=context.actor.id).exists()
    is_asked = dispute.waits_for_arbiter and dispute.arbiter == context.actor.id
    if context.actor.id == HOUSE or (is_outside and not is_asked):
        raise NotFound


def _by_arbiter(context: JobContext, dispute: Dispute) -> Facts:
    return {"by_arbiter": True} if context.actor.id == dispute.arbiter else {}


def _reading_key(operator: UUID, dispute: Dispute) -> UUID:
    return identifiers.derived(dispute.job.uuid, f"dispute {dispute.number} read by {operator}")
