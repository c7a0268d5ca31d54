"""Claiming back what was released or paid: a dispute that freezes nothing (rules: disputes 6)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from handsel.kernel.calendar import Calendar
from handsel.kernel.characters import is_blank, refuse_bidi_controls
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.record.models import Entry
from handsel.trust.disputes.claimed import claimed_payment
from handsel.trust.disputes.entries import opening as entries
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.opening import begin, find_evidence
from handsel.trust.disputes.refusals import ClaimAmount, ClaimedBefore, ClaimLate, ExceedsDisputed
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import ReasonMissing


@act(entries.OPENED, Side.CLIENT, closed=True)
def open_claim(
    context: JobContext,
    job: Job,
    *,
    payment: UUID,
    amount: Money,
    to_freelancer: Money,
    reason: str,
    evidence: Sequence[int] = (),
) -> Facts:
    """Claim a part of what the entry `payment` paid; `to_freelancer` is what they would keep of it.

    Raises `ClaimLate` once its days are over, `ClaimedBefore` for what was claimed, or settled by a dispute,
    `ClaimAmount` for nothing or more than is left of it, `ExceedsDisputed` and `ReasonMissing`.
    """
    refuse_bidi_controls(reason)
    _refuse_claim(context, job, payment, amount)
    if not 0 <= to_freelancer.minor <= amount.minor:
        raise ExceedsDisputed
    if is_blank(reason):
        raise ReasonMissing
    claim = Dispute(payment=payment, amount=amount.minor, requested=to_freelancer.minor, reason=reason)
    claim.evidence = find_evidence(context, evidence)
    return begin(context, claim)


def _refuse_claim(context: JobContext, job: Job, payment: UUID, amount: Money) -> None:
    """Raise what stands against a claim of an amount on what an entry paid."""
    paid = claimed_payment(payment)
    if paid.work.job_number != job.pk:
        raise NotFound
    entry = Entry.objects.get(pk=payment)
    if claim_ends(job, entry.at, context.calendar) <= context.at:
        raise ClaimLate
    if entry.kind.startswith("dispute.") or Dispute.objects.filter(payment=payment).exists():
        raise ClaimedBefore
    if amount.currency != paid.left.currency or not 0 < amount.minor <= paid.left.minor:
        raise ClaimAmount


def unclaimed(payments: Collection[UUID]) -> set[UUID]:
    """Those of these entries whose payment was neither claimed nor settled by a dispute; one query."""
    return set(Entry.objects.filter(is_unclaimed("pk"), pk__in=payments).values_list("pk", flat=True))


def is_unclaimed(path: str) -> Q:
    """The condition for that, of rows that lead to the entry of a payment by a path."""
    paid = Entry.objects.filter(pk=OuterRef(path)).exclude(kind__startswith="dispute.")
    return Q(Exists(paid)) & ~Q(Exists(Dispute.objects.filter(payment=OuterRef(path))))


def claimed_jobs() -> set[int]:
    """The jobs of which a payment is claimed: what may prove something stays until that ends."""
    return set(Dispute.objects.open().exclude(payment=None).values_list("job", flat=True))


def claim_ends(job: Job, paid: datetime, calendar: Calendar) -> datetime:
    """Until when what was paid at a time may be claimed."""
    return job.deadline(paid, job.policy.rules.claim_days, calendar)
