"""What a claim is on: what one entry paid, by the freelancer's invoice."""

from uuid import UUID

from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.money.invoices.crediting import Payment, payment_by


def claimed_payment(entry: UUID | None) -> Payment:
    """The payment with what was given back of it so far; raises `NotFound` if the entry paid nothing."""
    payment = payment_by(entry) if entry is not None else None
    if payment is None:
        raise NotFound
    return payment


def claim_facts(entry: UUID | None) -> Facts:
    """The payment of a claim as the record stores it."""
    return {"payment": entry, "claimed": claimed_payment(entry).work.label}
