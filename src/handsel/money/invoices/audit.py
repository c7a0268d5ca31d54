"""Audit: letterheads against the record, and each issuer's invoices are numbered without gaps."""

from collections import defaultdict
from collections.abc import Iterable

from handsel.kernel.audit import Check
from handsel.money.invoices.models import Invoice, InvoiceCounter, Letterhead
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns

TABLES = (
    RebuiltTable(
        Letterhead,
        Chain.Kind.PERSON,
        subject="party__person",
        columns=columns("address", "tax_number", "tax_name", "tax_millipercent"),
        state="letterhead",
    ),
)


def checks() -> Iterable[Check]:
    """Check every issuer's numbers, from 1 to the last one issued."""
    faults, counted = [], 0
    numbers = _numbers()
    last: dict[int | None, int] = dict(InvoiceCounter.objects.values_list("issuer_id", "last"))
    for issuer in {*numbers, *last}:
        issued = numbers[issuer]
        counted += len(issued)
        if issued != list(range(1, last.get(issuer, 0) + 1)):
            faults.append(f"issuer {issuer or 'house'}: numbers do not run from 1 to {last.get(issuer, 0)}")
    yield Check("every issuer's invoices are numbered without gaps", counted, sorted(faults))


def _numbers() -> dict[int | None, list[int]]:
    """The numbers of each issuer, in order."""
    numbers: dict[int | None, list[int]] = defaultdict(list)
    invoices = Invoice.objects.filter(number__isnull=False).order_by("number")
    for issuer, number in invoices.values_list("issuer_id", "number").iterator():
        numbers[issuer].append(number or 0)
    return numbers
