"""The invoices of a release from escrow: the freelancer's, and the house's if there is a fee."""

from collections.abc import Sequence

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.escrow.holdings import PaidAmounts
from handsel.money.escrow.models import Holding
from handsel.money.invoices.issuing import InvoiceSubject, invoice_fee, invoice_work
from handsel.money.invoices.models import Invoice
from handsel.policy.rules import FeePayer
from handsel.record.actions import ActionContext


def invoice_release(
    context: ActionContext, subject: InvoiceSubject, holding: Holding, released: PaidAmounts
) -> list[Invoice]:
    """Issue the invoices of what was released from a holding."""
    by_client = holding.terms.payer is FeePayer.CLIENT
    payer = holding.client if by_client else holding.freelancer
    fee = invoice_fee(context, subject, payer=payer, fee=released.fee)
    amount = released.part if by_client else released.part + released.fee
    work = invoice_work(context, subject, issuer=holding.freelancer, recipient=holding.client, amount=amount)
    return [work, *([fee] if fee else [])]


def payment_facts(
    amount: Money, released: PaidAmounts, refunded: PaidAmounts, invoices: Sequence[Invoice]
) -> Facts:
    """An amount that was released, with what became of it, what was refunded, and all that invoices say."""
    return {
        "released": amount.minor,
        "fee": released.fee.minor,
        "earned": released.part.minor,
        "refunded": refunded.part.minor,
        "fee_returned": refunded.fee.minor,
        "invoice": invoices[0].label if invoices else None,
        "invoices": [invoice.facts() for invoice in invoices],
    }
