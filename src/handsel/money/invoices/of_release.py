"""The invoices of a release from escrow: the freelancer's, and the house's if there is a fee."""

from collections.abc import Sequence

from handsel.kernel.json import Facts
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


def invoice_facts(invoices: Sequence[Invoice]) -> Facts:
    """The number of the freelancer's invoice, and all that both say."""
    label = invoices[0].label if invoices else None
    return {"invoice": label, "invoices": [invoice.facts() for invoice in invoices]}
