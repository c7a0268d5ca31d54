"""Opening a dispute about a part of what a milestone holds, and answering it (rules: disputes 1 and 2)."""

from collections.abc import Sequence

from handsel.kernel.characters import is_blank
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.escrow.freezing import freeze
from handsel.record.models import Entry
from handsel.trust.disputes import schedule
from handsel.trust.disputes.entries import opening as entries
from handsel.trust.disputes.lifecycle import DisputeStage
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.refusals import (
    AlreadyDisputed,
    DisputeClosed,
    DisputeDropped,
    EvidenceUnknown,
    ExceedsDisputed,
    ExceedsFree,
)
from handsel.trust.disputes.steps import calendar_of, refuse_over, subject_in, wait_until
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.refusals import ReasonMissing
from handsel.work.milestones import release_timer
from handsel.work.milestones.deadline_guards import (
    refuse_after_refund,
    refuse_after_release,
    refuse_after_return,
)
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.payout import supersede_frozen

EVIDENCE_MAX = 30


@act(entries.OPENED, Side.CLIENT, Side.FREELANCER)
def open_dispute(
    context: JobContext,
    milestone: Milestone,
    *,
    amount: Money,
    to_freelancer: Money,
    reason: str,
    evidence: Sequence[int] = (),
) -> Facts:
    """Dispute a part of what is held: it is frozen, and the rest goes on.

    `to_freelancer` is what the freelancer would get of it, as who opens it asks. Open requests about more
    than the rest are superseded.
    """
    _refuse_opening(context, milestone, amount)
    if is_blank(reason):
        raise ReasonMissing
    if not 0 <= to_freelancer.minor <= amount.minor:
        raise ExceedsDisputed
    dispute = Dispute(milestone=milestone, amount=amount.minor, requested=to_freelancer.minor, reason=reason)
    dispute.evidence = find_evidence(context, evidence)
    _freeze(context, milestone, amount)
    return begin(context, dispute)


@act(entries.ANSWERED, Side.CLIENT, Side.FREELANCER, closed=True)
def answer_dispute(
    context: JobContext, dispute: Dispute, *, answer: str, evidence: Sequence[int] = ()
) -> Facts:
    """Answer the other side's dispute: the days of negotiation begin."""
    if context.side == dispute.side or dispute.stage != DisputeStage.OPENED:
        raise DisputeClosed
    refuse_over(dispute, context.at)
    if is_blank(answer):
        raise ReasonMissing
    subject_in(context, dispute)
    dispute.answer, dispute.answered_at = answer, context.at
    dispute.answer_evidence = find_evidence(context, evidence)
    dispute.move(DisputeStage.NEGOTIATING)
    days = context.job.policy.rules.dispute_negotiation_days
    wait_until(context, dispute, schedule.negotiation_ends(context.at, days, calendar_of(context)))
    more = {"answer": answer, "evidence": dispute.answer_evidence, "until": dispute.ends_at}
    return {**dispute.facts(), **more}


def begin(context: JobContext, dispute: Dispute) -> Facts:
    """Number a dispute of what is frozen, and wait for the other side's answer."""
    dispute.job, dispute.side, dispute.opened_at = context.job, context.side, context.at
    dispute.number = Dispute.objects.filter(job=context.job).count() + 1
    days = context.job.policy.rules.dispute_answer_days
    wait_until(context, dispute, schedule.answer_by(context.at, days, calendar_of(context)))
    shares = {"to_freelancer": dispute.requested, "to_client": dispute.amount - dispute.requested}
    more = {"reason": dispute.reason, "evidence": dispute.evidence, "answer_by": dispute.ends_at}
    return {**dispute.facts(), **shares, **more}


def _refuse_opening(context: JobContext, milestone: Milestone, amount: Money) -> None:
    """Raise what stands against a dispute: money that is due to go already, or that was disputed before."""
    if not 0 < amount.minor <= milestone.free.minor:
        raise ExceedsFree
    if context.side is Side.CLIENT:
        refuse_after_release(milestone, context.at)
    else:
        refuse_after_refund(milestone, context.at)
        if milestone.delivered_at is None:
            refuse_after_return(context.job, context.at)
    mine = Dispute.objects.filter(milestone=milestone, side=context.side)
    if mine.open().exists():
        raise AlreadyDisputed
    dropped = mine.filter(stage=DisputeStage.WITHDRAWN).order_by("-closed_at").first()
    if dropped and (milestone.delivered_at is None or milestone.delivered_at <= dropped.closed_at):
        raise DisputeDropped


def _freeze(context: JobContext, milestone: Milestone, amount: Money) -> None:
    """Freeze the money, and stop what would have moved it by itself."""
    assert milestone.holding is not None
    freeze(milestone.holding, amount)
    release_timer.stop_if_frozen(context, milestone)
    milestone.save(force_update=True)
    supersede_frozen(context, milestone)


def find_evidence(context: JobContext, numbers: Sequence[int]) -> list[int]:
    """The numbers of entries of the job, in order and each once; raises `EvidenceUnknown`."""
    chosen = sorted(set(numbers))
    entries = Entry.objects.filter(chain__subject=context.job.uuid, number__in=chosen)
    if len(chosen) > EVIDENCE_MAX or (chosen and entries.count() < len(chosen)):
        raise EvidenceUnknown
    return chosen
