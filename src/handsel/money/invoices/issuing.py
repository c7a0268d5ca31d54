"""Issuing invoices: the freelancer's in the act that pays, the house's numbered after it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from handsel.due.models import schedule
from handsel.kernel.money import Money
from handsel.money.invoices.models import Counter, Invoice, Letterhead
from handsel.money.invoices.taxes import split
from handsel.people.models import Party
from handsel.record.deeds import Deed

NUMBERING = "invoice.number"


@dataclass(frozen=True)
class Subject:
    """What an invoice is for."""

    job_number: int
    job_title: str
    line: str


def invoice_work(deed: Deed, subject: Subject, *, issuer: Party, recipient: Party, amount: Money) -> Invoice:
    """The freelancer's invoice for a payment, with the next number of its issuer."""
    counter = _counter(issuer)
    counter.last += 1
    counter.save(update_fields=["last"])
    return _issue(deed, subject, Invoice.Kind.WORK, issuer, recipient, amount, number=counter.last)


def invoice_fee(deed: Deed, subject: Subject, *, payer: Party, fee: Money) -> Invoice | None:
    """The house's invoice for its fee; no fee, no invoice. Its number follows after the commit."""
    if not fee:
        return None
    # One duty a deed: with one for all, whoever pays a fee would wait for who does so at the same time.
    schedule(NUMBERING, deed.id, at=deed.at)
    return _issue(deed, subject, Invoice.Kind.FEE, None, payer, fee, number=None)


def number_fees(subject: str, at: datetime) -> None:
    """Give the house's invoices their numbers in the order of issue; one worker does it at a time."""
    counter = _counter(None)
    waiting = Invoice.objects.filter(issuer=None, number=None).order_by("issued_at", "id")
    for invoice in waiting:
        counter.last += 1
        invoice.number = counter.last
        invoice.save(update_fields=["number"])
    counter.save(update_fields=["last"])


def _counter(issuer: Party | None) -> Counter:
    """An issuer's counter, kept from others until the transaction ends."""
    counter, _ = Counter.objects.get_or_create(issuer=issuer)
    return Counter.objects.select_for_update().get(pk=counter.pk)


def _issue(
    deed: Deed,
    subject: Subject,
    kind: str,
    issuer: Party | None,
    recipient: Party,
    amount: Money,
    *,
    number: int | None,
) -> Invoice:
    head = Letterhead.objects.filter(party=issuer).first() if issuer else None
    tax = split(amount.minor, head.tax_basis_points).tax if head else 0
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
        issuer_block=_block(issuer, head),
        recipient_block=_block(recipient, Letterhead.objects.filter(party=recipient).first()),
        issued_at=deed.at,
        entry=deed.id,
    )


def _block(party: Party | None, head: Letterhead | None) -> str:
    """The name and address lines as they are printed, kept with the invoice."""
    name = party.name if party else settings.HOUSE_NAME
    lines = [name, *(head.address.splitlines() if head else []), head.tax_number if head else ""]
    return "\n".join(line for line in lines if line)
