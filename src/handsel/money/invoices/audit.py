"""Checking that each issuer's invoices are numbered without gaps."""

from collections.abc import Iterable

from handsel.kernel.audit import Check
from handsel.money.invoices.models import Counter, Invoice


def checks() -> Iterable[Check]:
    """Every issuer's numbers, from 1 to the last one given."""
    faults, counted = [], 0
    for counter in Counter.objects.order_by("pk"):
        numbers = list(
            Invoice.objects.filter(issuer=counter.issuer_id, number__isnull=False)
            .order_by("number")
            .values_list("number", flat=True)
        )
        counted += len(numbers)
        if numbers != list(range(1, counter.last + 1)):
            faults.append(f"issuer {counter.issuer_id or 'house'}: numbers have gaps below {counter.last}")
    yield Check("every issuer's invoices are numbered without gaps", counted, faults)
