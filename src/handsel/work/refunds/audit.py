"""Audit: refunds after payment against the ledger, their credit notes and what was paid."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from handsel.kernel.audit import Check
from handsel.kernel.json import Facts
from handsel.money.escrow.returning import FEE_REFUND, PAYMENT_REFUND
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import Posting
from handsel.record.models import Entry
from handsel.work.refunds.entries import PAYMENT_REFUNDED


def checks() -> Iterable[Check]:
    """Each refund against its transfers and its credit note, and no payment given back twice."""
    rows = Entry.objects.filter(kind=PAYMENT_REFUNDED.name).select_related("content").order_by("pk")
    refunds = ((entry.pk, facts_of(entry)) for entry in rows.iterator())
    stated = {pk: (facts["amount"], facts["fee_returned"]) for pk, facts in refunds if facts}
    faults, counted = faults_of(stated), len(stated)
    notes = Invoice.objects.exclude(corrects=None)
    corrected = Invoice.objects.filter(corrects=None, entry__in=notes.values("corrects")).with_credits()
    excess = [row.pk for row in corrected if row.credited > row.amount]
    faults += [f"more of invoice {pk} is credited than it says" for pk in excess]
    yield Check("every refund after payment matches its transfers and its credit note", counted, faults)


def faults_of(stated: Mapping[UUID, tuple[int, int]]) -> list[str]:
    """What entries that gave something back say of the part and its fee, against the ledger and the notes."""
    moved, credited, faults = _moved(), _credited(), []
    for pk, (part, fee) in stated.items():
        expected = {PAYMENT_REFUND: part, FEE_REFUND: fee}
        if moved[pk] != {kind: minor for kind, minor in expected.items() if minor}:
            faults.append(f"refund {pk} and its transfers do not agree")
        if credited.get(pk, 0) != part:
            faults.append(f"refund {pk} and its credit note do not agree")
    return faults


def facts_of(entry: Entry) -> Facts:
    """The facts of an entry; whether it was altered is checked by the audit of the record."""
    try:
        facts = entry.facts
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _moved() -> dict[UUID, dict[str, int]]:
    """What each refund moved, by the kind of transfer."""
    moved: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = Posting.objects.filter(transfer__kind__in=(PAYMENT_REFUND, FEE_REFUND))
    for entry, kind, minor in rows.values_list("transfer__entry", "transfer__kind", "amount"):
        moved[entry][kind] = moved[entry].get(kind, 0) + minor
    return moved


def _credited() -> dict[UUID, int]:
    """What the credit note of each refund takes back of the freelancer's invoice."""
    notes = Invoice.objects.filter(kind=Invoice.Kind.WORK).exclude(corrects=None)
    return dict(notes.values_list("entry", "amount"))
