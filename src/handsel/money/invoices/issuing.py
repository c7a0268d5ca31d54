"""Issue invoices: the freelancer's with the payment; the house's are numbered after it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from handsel.bulk import insert_each, update_each
from handsel.kernel.money import Money
from handsel.money.invoices.models import Invoice, InvoiceCounter, Letterhead
from handsel.money.invoices.taxes import split
from handsel.people.models import Party
from handsel.people.party_names import read_names
from handsel.record.actions import ActionContext
from handsel.tasks.models import schedule

NUMBERING = "invoice.number"


@dataclass(frozen=True)
class InvoiceSubject:
    """What an invoice is for."""

    job_number: int
    job_title: str
    line: str


@dataclass(frozen=True)
class InvoiceInput:
    """An invoice to issue: by a freelancer for a payment, or by the house (no issuer) for its fee.

    A credit note takes back a part of the invoice that it corrects, with the tax of that; parts of its tax
    are differences of cumulative roundings.
    """

    context: ActionContext
    subject: InvoiceSubject
    issuer: Party | None
    recipient: Party
    amount: Money
    corrects: Invoice | None = None


def issue_each(inputs: Sequence[InvoiceInput]) -> list[Invoice]:
    """Issue invoices, in order. A freelancer's get the next numbers; a task numbers the house's later."""
    issuers = [row.issuer for row in inputs]
    parties = [party for party in (*issuers, *(row.recipient for row in inputs)) if party]
    read_names(parties)
    heads = Letterhead.objects.in_bulk({party.pk for party in parties})
    numbers = _next_numbers([issuer for issuer in issuers if issuer])
    invoices = [_invoice(row, heads, next(numbers) if row.issuer else None) for row in inputs]
    insert_each(invoices)
    fees = [row.context for row in inputs if row.issuer is None]
    if fees:
        # One task per transaction: a single shared task would make concurrent payments wait for each other.
        schedule(NUMBERING, fees[0].id, at=fees[0].at)
    return invoices


def number_fees(subject: str, at: datetime) -> None:
    """Task: number the house's invoices in order of issue, one worker at a time."""
    counter, _ = InvoiceCounter.objects.get_or_create(issuer=None)
    counter = InvoiceCounter.objects.select_for_update().get(pk=counter.pk)
    waiting = list(Invoice.objects.filter(issuer=None, number=None).order_by("issued_at", "id"))
    for number, invoice in enumerate(waiting, start=counter.last + 1):
        invoice.number = counter.last = number
    update_each(waiting, "number")
    counter.save(update_fields=["last"])


def _next_numbers(issuers: Sequence[Party]) -> Iterator[int]:
    """The next number for each of these issuers, in order; their counters are locked by issuer."""
    parties = {party.pk for party in issuers}
    rows = InvoiceCounter.objects.filter(issuer__in=parties)
    missing = sorted(parties - set(rows.values_list("issuer_id", flat=True)))
    InvoiceCounter.objects.bulk_create(
        [InvoiceCounter(issuer_id=pk) for pk in missing], ignore_conflicts=True
    )
    counters = {row.issuer_id: row for row in rows.order_by("issuer").select_for_update()}
    numbers = []
    for party in issuers:
        counters[party.pk].last += 1
        numbers.append(counters[party.pk].last)
    update_each(list(counters.values()), "last")
    return iter(numbers)


def _invoice(invoice_input: InvoiceInput, heads: Mapping[int, Letterhead], number: int | None) -> Invoice:
    issuer, amount, subject = invoice_input.issuer, invoice_input.amount, invoice_input.subject
    head, corrected = heads.get(issuer.pk) if issuer else None, invoice_input.corrects
    taxed: Invoice | Letterhead | None = corrected or head
    rate, before = taxed.tax_millipercent if taxed else 0, corrected.credited if corrected else 0
    invoice = Invoice.with_defaults(
        kind=Invoice.Kind.WORK if issuer else Invoice.Kind.FEE,
        number=number,
        job_number=subject.job_number,
        job_title=subject.job_title,
        line=subject.line,
        currency=amount.currency,
        amount=amount.minor,
        tax=split(before + amount.minor, rate).tax - split(before, rate).tax,
        tax_name=taxed.tax_name if taxed else "",
        tax_millipercent=rate,
        issuer_block=_block(issuer, head),
        recipient_block=_block(invoice_input.recipient, heads.get(invoice_input.recipient.pk)),
        issued_at=invoice_input.context.at,
        entry=invoice_input.context.id,
        corrects=corrected.entry if corrected else None,
    )
    invoice.issuer, invoice.recipient = issuer, invoice_input.recipient
    return invoice


def _block(party: Party | None, head: Letterhead | None) -> str:
    """The name and address lines as printed, stored with the invoice."""
    name = party.name if party else settings.HOUSE_NAME
    lines = [name, *(head.address.splitlines() if head else []), head.tax_number if head else ""]
    return "\n".join(line for line in lines if line)
