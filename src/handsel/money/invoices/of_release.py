"""The invoices of a release from escrow: the freelancer's, and the house's if there is a fee."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.escrow.holdings import PaidAmounts
from handsel.money.escrow.models import Holding
from handsel.money.invoices.issuing import InvoiceInput, InvoiceSubject, issue_each
from handsel.money.invoices.models import Invoice
from handsel.policy.rules import FeePayer
from handsel.record.actions import ActionContext


@dataclass(frozen=True)
class Release:
    """What was released from a holding by an action, to be invoiced."""

    context: ActionContext
    subject: InvoiceSubject
    holding: Holding
    released: PaidAmounts

    @property
    def inputs(self) -> list[InvoiceInput]:
        """The freelancer's invoice, and the house's to whoever pays the fee, if there is one."""
        holding, part, fee = self.holding, self.released.part, self.released.fee
        by_client = holding.terms.payer is FeePayer.CLIENT
        payer = holding.client if by_client else holding.freelancer
        amount = part if by_client else part + fee
        work = InvoiceInput(self.context, self.subject, holding.freelancer, holding.client, amount)
        return [work, InvoiceInput(self.context, self.subject, None, payer, fee)] if fee else [work]


def invoice_release(
    context: ActionContext, subject: InvoiceSubject, holding: Holding, released: PaidAmounts
) -> list[Invoice]:
    """Issue the invoices of what was released from a holding."""
    (invoices,) = invoice_each([Release(context, subject, holding, released)])
    return invoices


def invoice_each(releases: Sequence[Release]) -> list[list[Invoice]]:
    """Issue the invoices of many releases."""
    inputs = [release.inputs for release in releases]
    issued = iter(issue_each(list(chain.from_iterable(inputs))))
    return [list(islice(issued, len(some))) for some in inputs]


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
