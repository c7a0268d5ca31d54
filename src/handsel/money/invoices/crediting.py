"""Credit notes: they take back a part of an invoice after its payment (rules: money 6)."""

import textwrap
from dataclasses import dataclass
from uuid import UUID

from handsel.kernel.money import Money
from handsel.money.escrow.fees import PaidTotals, ReturnSplit, give_back
from handsel.money.invoices.issuing import InvoiceInput, InvoiceSubject, issue_each
from handsel.money.invoices.models import Invoice
from handsel.policy.rules import FeePayer
from handsel.record.actions import ActionContext

LINE_LENGTH = 200
"""How long the line of a credit note is at most."""


@dataclass(frozen=True)
class Payment:
    """What one entry paid: the freelancer's invoice, and the house's if there was a fee."""

    work: Invoice
    fee: Invoice | None

    @property
    def totals(self) -> PaidTotals:
        """What was paid, the fee on it, and what was given back so far."""
        return PaidTotals(self.work.amount, self.fee.amount if self.fee else 0, self.work.credited)

    @property
    def left(self) -> Money:
        """What can still be given back."""
        return Money(self.totals.left, self.work.currency)

    @property
    def fee_payer(self) -> FeePayer:
        """Who paid the fee; where there was none, it makes no difference."""
        by_client = self.fee is not None and self.fee.recipient_id == self.work.recipient_id
        return FeePayer.CLIENT if by_client else FeePayer.FREELANCER

    def give_back(self, amount: Money) -> ReturnSplit:
        """What giving back an amount of it moves."""
        return give_back(self.totals, self.fee_payer, amount.minor)


def payment_by(entry: UUID) -> Payment | None:
    """What an entry paid, with what was given back of it so far; None if it paid nothing. One query."""
    rows = Invoice.objects.filter(entry=entry, corrects=None).with_credits()
    by_kind = {row.kind: row for row in rows.select_related("issuer__person", "recipient__person")}
    work = by_kind.get(Invoice.Kind.WORK)
    return Payment(work, by_kind.get(Invoice.Kind.FEE)) if work else None


def credit(context: ActionContext, payment: Payment, amount: Money) -> list[Invoice]:
    """Issue the credit notes of giving back an amount of a payment, and of its part of the fee."""
    inputs = [_credit_note(context, payment.work, amount)]
    fee = payment.give_back(amount).fee
    if payment.fee and fee:
        inputs.append(_credit_note(context, payment.fee, Money(fee, amount.currency)))
    return issue_each(inputs)


def _credit_note(context: ActionContext, invoice: Invoice, amount: Money) -> InvoiceInput:
    line = f"Refund of {invoice.label}: {invoice.line}" if invoice.number else f"Refund: {invoice.line}"
    subject = InvoiceSubject(
        invoice.job_number, invoice.job_title, textwrap.shorten(line, LINE_LENGTH, placeholder="…")
    )
    return InvoiceInput(context, subject, invoice.issuer, invoice.recipient, amount, corrects=invoice)
