"""The steps of a dispute that end by themselves, and how its money is shared out (rules: disputes 2)."""

from datetime import datetime

from handsel.kernel import identifiers
from handsel.kernel.calendar import DAY, Calendar
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.invoices.entries import PaymentFacts
from handsel.record.actions import Actor
from handsel.tasks.models import cancel, cancel_each, schedule_each
from handsel.trust.disputes import schedule as times
from handsel.trust.disputes.arbiters import ask_arbiter
from handsel.trust.disputes.entries.decisions import FINAL
from handsel.trust.disputes.entries.offers import DEFAULTED, PROTECTED_PAID
from handsel.trust.disputes.entries.opening import HANDED
from handsel.trust.disputes.lifecycle import REMINDED, DisputeStage
from handsel.trust.disputes.models import Dispute, DisputeOffer, SealedOffer
from handsel.trust.disputes.models.offer_states import STANDING
from handsel.trust.disputes.outcome import default_split
from handsel.trust.disputes.refusals import StepOver
from handsel.trust.disputes.subjects.choice import subject_of
from handsel.trust.disputes.subjects.port import Subject
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.refusals import InvalidState

STEP = "dispute.step"
REMINDER = "dispute.remind"
VOID = "dispute.void"


def calendar_of(context: JobContext) -> Calendar:
    """The house's calendar with the days off of the job's policy."""
    return context.job.business_calendar(context.calendar)


def subject_in(context: JobContext, dispute: Dispute) -> Subject:
    """The subject of a dispute in an act on it."""
    dispute.join_job(context.job)
    return subject_of(dispute)


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
    subject_in(context, dispute).unfreeze()


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
    paid = subject_of(dispute).pay(context, to_freelancer=part, to_client=rest)
    return _ended_facts(dispute, paid, part, rest)


def _ended_facts(dispute: Dispute, paid: Facts, part: Money, rest: Money) -> Facts:
    """The payment beside the dispute, and what became of the subject as what it is about."""
    payment = {name: paid[name] for name in PaymentFacts.__annotations__}
    about = {name: value for name, value in paid.items() if name not in payment}
    return {
        **dispute.facts(),
        **payment,
        "about": about,
        "to_freelancer": part.minor,
        "to_client": rest.minor,
    }


def auto_step(subject: str, at: datetime) -> None:
    """Move a dispute on whose step has ended."""
    dispute = Dispute.objects.select_related("job").get(pk=int(subject))
    if not _is_over(dispute, at):
        return
    key = identifiers.derived(dispute.job.uuid, f"dispute {dispute.number} {dispute.ends_at}")
    move_on = {
        DisputeStage.OPENED: _end_silence,
        DisputeStage.NEGOTIATING: _hand_over,
        DisputeStage.WITH_OPERATOR: _split_by_default,
        DisputeStage.DECIDED: _make_final,
        DisputeStage.APPEALED: _make_final,
    }[DisputeStage(dispute.stage)]
    move_on(Actor(HOUSE, at, key), dispute)


def _end_silence(actor: Actor, dispute: Dispute) -> None:
    """Pay what silence pays, and hand the rest to an operator."""
    if subject_of(dispute).silence_part():
        _pay_for_silence(actor, dispute)
        dispute = Dispute.objects.select_related("job").get(pk=dispute.pk)
    if dispute.is_open:
        key = identifiers.derived(actor.key, "the rest")
        _hand_over(Actor(HOUSE, actor.at, key), dispute)


@act(PROTECTED_PAID, Side.HOUSE, closed=True)
def _pay_for_silence(context: JobContext, dispute: Dispute) -> Facts:
    """Check again under the lock: it may have been answered or settled at the last moment."""
    subject = subject_in(context, dispute)
    part, whole = Money(subject.silence_part(), context.job.currency), dispute.money
    if dispute.stage != DisputeStage.OPENED or not _is_over(dispute, context.at) or not part:
        raise InvalidState
    none = Money(0, context.job.currency)
    if part == whole:
        return share_out(context, dispute, DisputeStage.SETTLED, part.minor)
    dispute.offers.filter(state__in=STANDING).update(state=DisputeOffer.State.REPLACED)
    paid = subject.pay_for_silence(context)
    dispute.save(force_update=True)
    return _ended_facts(dispute, paid, part, none)


@act(HANDED, Side.HOUSE, closed=True)
def _hand_over(context: JobContext, dispute: Dispute) -> Facts:
    """Check again under the lock: it may have been answered or settled at the last moment."""
    if not _is_over(dispute, context.at):
        raise InvalidState
    subject_in(context, dispute)
    rules, calendar = context.job.policy.rules, calendar_of(context)
    unanswered = dispute.answered_at is None
    dispute.move(DisputeStage.WITH_OPERATOR)
    destroy_sealed(dispute)
    dispute.handed_at = context.at
    dispute.decide_by = times.decide_by(context.at, rules.dispute_decision_days, calendar)
    ends_at = times.default_at(dispute.decide_by, rules.dispute_default_days, calendar)
    arbiter = ask_arbiter(context, dispute, due=dispute.decide_by)
    wait_until(context, dispute, ends_at)
    return {**dispute.facts(), **arbiter, "unanswered": unanswered, "decide_by": dispute.decide_by}


@act(DEFAULTED, Side.HOUSE, closed=True)
def _split_by_default(context: JobContext, dispute: Dispute) -> Facts:
    """Check again under the lock: it may have been settled or decided at the last moment."""
    if not _is_over(dispute, context.at):
        raise InvalidState
    part = default_split(dispute.last_offers(), otherwise=subject_of(dispute).default_part())
    return share_out(context, dispute, DisputeStage.DEFAULTED, part)


@act(FINAL, Side.HOUSE, closed=True)
def _make_final(context: JobContext, dispute: Dispute) -> Facts:
    """Check again under the lock: it may have been appealed, or that decided, at the last moment."""
    if not _is_over(dispute, context.at) or dispute.to_freelancer is None:
        raise InvalidState
    return share_out(context, dispute, DisputeStage.FINAL, dispute.to_freelancer)


def _is_over(dispute: Dispute, at: datetime) -> bool:
    return dispute.ends_at is not None and dispute.ends_at <= at
