"""Issue invoices: the freelancer's with the payment; the house's are numbered after it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from handsel.kernel.money import Money
from handsel.money.invoices.models import Invoice, InvoiceCounter, Letterhead
from handsel.money.invoices.taxes import split
from handsel.people.models import Party
from handsel.record.actions import ActionContext
from handsel.tasks.models import schedule

NUMBERING = "invoice.number"


@dataclass(frozen=True)
class InvoiceSubject:
    """What an invoice is for."""

    job_number: int
    job_title: str
    line: str


def invoice_work(
    context: ActionContext, subject: InvoiceSubject, *, issuer: Party, recipient: Party, amount: Money
) -> Invoice:
    """Issue the freelancer's invoice for a payment, with the issuer's next number."""
    number = next_number(issuer)
    return _issue(context, subject, Invoice.Kind.WORK, issuer, recipient, amount, number=number)


def invoice_fee(
    context: ActionContext, subject: InvoiceSubject, *, payer: Party, fee: Money
) -> Invoice | None:
    """Issue the house's invoice for its fee, if any. A task numbers it after the commit."""
    if not fee:
        return None
    number_later(context)
    return _issue(context, subject, Invoice.Kind.FEE, None, payer, fee, number=None)


def next_number(issuer: Party) -> int:
    """The next number of an issuer, whose counter is locked until the transaction ends."""
    counter = _counter(issuer)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def number_later(context: ActionContext) -> None:
    """Have what the house issues numbered after the commit.

    One task per action: a single shared task would make concurrent payments wait for each other.
    """
    schedule(NUMBERING, context.id, at=context.at)


def number_fees(subject: str, at: datetime) -> None:
    """Task: number the house's invoices in order of issue, one worker at a time."""
    counter = _counter(None)
    waiting = Invoice.objects.filter(issuer=None, number=None).order_by("issued_at", "id")
    for invoice in waiting:
        counter.last += 1
        invoice.number = counter.last
        invoice.save(update_fields=["number"])
    counter.save(update_fields=["last"])


def _counter(issuer: Party | None) -> InvoiceCounter:
    """An issuer's counter, locked until the transaction ends."""
    counter, _ = InvoiceCounter.objects.get_or_create(issuer=issuer)
    return InvoiceCounter.objects.select_for_update().get(pk=counter.pk)


def _issue(
    context: ActionContext,
    subject: InvoiceSubject,
    kind: str,
    issuer: Party | None,
    recipient: Party,
    amount: Money,
    *,
    number: int | None,
) -> Invoice:
    head = _letterhead(issuer)
    tax = split(amount.minor, head.tax_millipercent).tax if head else 0
    return Invoice.objects.create(
        kind=kind,
        issuer=issuer,
        recipient=recipient,
        number=number,
        job_number=subject.job_number,
        job_title=subject.job_title,
        line=subject.line,
        currency=amount.currency,
        amount=amount.minor,
        tax=tax,
        tax_name=head.tax_name if head else "",
        tax_millipercent=head.tax_millipercent if head else 0,
        issuer_block=_block(issuer, head),
        recipient_block=block_of(recipient),
        issued_at=context.at,
        entry=context.id,
    )


def block_of(party: Party | None) -> str:
    """The name and address of a party as they are printed now; the house's without one."""
    return _block(party, _letterhead(party))


def _letterhead(party: Party | None) -> Letterhead | None:
    return Letterhead.objects.filter(party=party).first() if party else None


def _block(party: Party | None, head: Letterhead | None) -> str:
    """The name and address lines as printed, stored with the invoice."""
    name = party.name if party else settings.HOUSE_NAME
    lines = [name, *(head.address.splitlines() if head else []), head.tax_number if head else ""]
    return "\n".join(line for line in lines if line)
