"""The steps of a dispute that end by themselves, and how its money is shared out (rules: disputes 2)."""

from datetime import datetime

from handsel.kernel import identifiers
from handsel.kernel.calendar import DAY, Calendar
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.escrow.freezing import unfreeze
from handsel.record.actions import Actor
from handsel.tasks.models import cancel, cancel_each, schedule_each
from handsel.trust.disputes import schedule as times
from handsel.trust.disputes.entries.decisions import FINAL
from handsel.trust.disputes.entries.offers import DEFAULTED
from handsel.trust.disputes.entries.opening import HANDED
from handsel.trust.disputes.lifecycle import REMINDED, DisputeStage
from handsel.trust.disputes.models import Dispute, SealedOffer
from handsel.trust.disputes.outcome import default_split
from handsel.trust.disputes.refusals import StepOver
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.refusals import InvalidState
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.payout import distribute

STEP = "dispute.step"
REMINDER = "dispute.remind"
VOID = "dispute.void"


def calendar_of(context: JobContext) -> Calendar:
    """The house's calendar with the days off of the job's policy."""
    return context.job.business_calendar(context.calendar)


def milestone_of(context: JobContext, dispute: Dispute) -> Milestone:
    """The milestone of a dispute in an act on it."""
    milestone: Milestone = dispute.milestone
    milestone.job = context.job
    return milestone


def wait_until(context: JobContext, dispute: Dispute, at: datetime) -> None:
    """Save a dispute whose step ends by itself; sides that can act in it are reminded the day before."""
    dispute.ends_at = at
    dispute.save()
    tasks = [(STEP, dispute.pk, at)]
    if dispute.stage in REMINDED and at - DAY > context.at:
        tasks.append((REMINDER, dispute.pk, at - DAY))
    else:
        cancel(REMINDER, dispute.pk)
    schedule_each(tasks)


def refuse_over(dispute: Dispute, at: datetime) -> None:
    """Raise `StepOver` once the step has ended, even if the house has not moved the dispute on yet."""
    if _is_over(dispute, at):
        raise StepOver


def close(context: JobContext, dispute: Dispute, stage: DisputeStage) -> None:
    """End a dispute: its clock stops, and its money is free again."""
    dispute.move(stage)
    dispute.closed_at, dispute.ends_at = context.at, None
    destroy_sealed(dispute)
    dispute.save(force_update=True)
    cancel_each([(STEP, dispute.pk), (REMINDER, dispute.pk)])
    holding = milestone_of(context, dispute).holding
    assert holding is not None
    unfreeze(holding, dispute.money)


def destroy_sealed(dispute: Dispute) -> None:
    """Destroy what is sealed in a dispute, unopened; the caller saves the dispute."""
    SealedOffer.objects.filter(dispute=dispute).delete()
    dispute.sealed_by, dispute.commitment, dispute.round_ends_at = "", "", None
    cancel(VOID, dispute.pk)


def share_out(context: JobContext, dispute: Dispute, stage: DisputeStage, to_freelancer: int) -> Facts:
    """End a dispute by what the freelancer gets of its money; the rest goes back to the client."""
    dispute.to_freelancer = to_freelancer
    close(context, dispute, stage)
    part = Money(to_freelancer, context.job.currency)
    rest = dispute.money - part
    facts = distribute(context, dispute.milestone, to_freelancer=part, to_client=rest)
    return {**facts, **dispute.facts(), "to_freelancer": part.minor, "to_client": rest.minor}


def auto_step(subject: str, at: datetime) -> None:
    """Move a dispute on whose step has ended."""
    dispute = Dispute.objects.select_related("job").get(pk=int(subject))
    if not _is_over(dispute, at):
        return
    key = identifiers.derived(dispute.job.uuid, f"dispute {dispute.number} {dispute.ends_at}")
    move_on = {
        DisputeStage.OPENED: _hand_over,
        DisputeStage.NEGOTIATING: _hand_over,
        DisputeStage.WITH_OPERATOR: _split_by_default,
        DisputeStage.DECIDED: _make_final,
        DisputeStage.APPEALED: _make_final,
    }[DisputeStage(dispute.stage)]
    move_on(Actor(HOUSE, at, key), dispute)


@act(HANDED, Side.HOUSE)
def _hand_over(context: JobContext, dispute: Dispute) -> Facts:
    """Check again under the lock: it may have been answered or settled at the last moment."""
    if not _is_over(dispute, context.at):
        raise InvalidState
    milestone_of(context, dispute)
    rules, calendar = context.job.policy.rules, calendar_of(context)
    unanswered = dispute.answered_at is None
    dispute.move(DisputeStage.WITH_OPERATOR)
    destroy_sealed(dispute)
    dispute.handed_at = context.at
    dispute.decide_by = times.decide_by(context.at, rules.dispute_decision_days, calendar)
    wait_until(context, dispute, times.default_at(dispute.decide_by, rules.dispute_default_days, calendar))
    return {**dispute.facts(), "unanswered": unanswered, "decide_by": dispute.decide_by}


@act(DEFAULTED, Side.HOUSE)
def _split_by_default(context: JobContext, dispute: Dispute) -> Facts:
    """Check again under the lock: it may have been settled or decided at the last moment."""
    if not _is_over(dispute, context.at):
        raise InvalidState
    is_delivered = dispute.milestone.delivered_at is not None
    part = default_split(dispute.open_offers(), whole=dispute.amount, is_delivered=is_delivered)
    return share_out(context, dispute, DisputeStage.DEFAULTED, part)


@act(FINAL, Side.HOUSE)
def _make_final(context: JobContext, dispute: Dispute) -> Facts:
    """Check again under the lock: it may have been appealed, or that decided, at the last moment."""
    if not _is_over(dispute, context.at) or dispute.to_freelancer is None:
        raise InvalidState
    return share_out(context, dispute, DisputeStage.FINAL, dispute.to_freelancer)


def _is_over(dispute: Dispute, at: datetime) -> bool:
    return dispute.ends_at is not None and dispute.ends_at <= at
