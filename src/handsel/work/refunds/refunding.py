"""Giving back a part of what was paid, or all of it, from the freelancer's earnings (rules: money 6)."""

from uuid import UUID

from handsel.kernel.characters import is_blank
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.money.escrow.returning import return_payment
from handsel.money.invoices.crediting import Payment, credit, payment_by
from handsel.money.rails.debts import claimed_from
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import ReasonMissing
from handsel.work.refunds.entries import PAYMENT_REFUNDED
from handsel.work.refunds.refusals import RefundAmount, RefundWaits


@act(PAYMENT_REFUNDED, Side.FREELANCER, closed=True)
def refund_payment(context: JobContext, job: Job, *, payment: UUID, amount: Money, reason: str) -> Facts:
    """Give back a part of what the entry `payment` paid, with its part of the fee and credit notes.

    It may be done at any time, on a closed job too. Raises `RefundAmount` for nothing, more than is left or
    another currency, `ReasonMissing`, `Overdrawn` if the earnings are too low, and `RefundWaits` while
    something is owed after a claim, whose client comes first.
    """
    client, freelancer = job.sides()
    if claimed_from(freelancer, job.currency):
        raise RefundWaits
    paid = payment_of(job, payment)
    if not 0 < amount.minor <= paid.left.minor or amount.currency != job.currency:
        raise RefundAmount
    if is_blank(reason):
        raise ReasonMissing
    split = paid.give_back(amount)
    return_payment(context, split, client=client, freelancer=freelancer, currency=job.currency)
    notes = credit(context, paid, amount)
    return {
        "payment": payment,
        "invoice": paid.work.label,
        **amount.facts(),
        "to_client": split.to_client,
        "cost": split.cost,
        "fee_returned": split.fee,
        "reason": reason,
        "credit_note": notes[0].label,
        "invoices": [note.facts() for note in notes],
    }


def payment_of(job: Job, entry: UUID) -> Payment:
    """What an entry paid on a job; raises `NotFound` if it paid nothing, or on another job."""
    payment = payment_by(entry)
    if payment is None or payment.work.job_number != job.pk:
        raise NotFound
    return payment
