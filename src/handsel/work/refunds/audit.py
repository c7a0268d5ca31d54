"""Audit: refunds after payment against the ledger, their credit notes and what was paid."""

from collections import defaultdict
from collections.abc import Iterable
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
    moved, credited = _moved(), _credited()
    faults, counted = [], 0
    rows = Entry.objects.filter(kind=PAYMENT_REFUNDED.name).select_related("content").order_by("pk")
    for entry in rows.iterator():
        facts = _facts(entry)
        if facts:
            counted += 1
            stated = {PAYMENT_REFUND: facts["amount"], FEE_REFUND: facts["fee_returned"]}
            if moved[entry.pk] != {kind: minor for kind, minor in stated.items() if minor}:
                faults.append(f"refund {entry.pk} and its transfers do not agree")
            if credited.get(entry.pk) != facts["amount"]:
                faults.append(f"refund {entry.pk} and its credit note do not agree")
    notes = Invoice.objects.exclude(corrects=None)
    corrected = Invoice.objects.filter(corrects=None, entry__in=notes.values("corrects")).with_credits()
    excess = [row.pk for row in corrected if row.credited > row.amount]
    faults += [f"more of invoice {pk} is credited than it says" for pk in excess]
    yield Check("every refund after payment matches its transfers and its credit note", counted, faults)


def _facts(entry: Entry) -> Facts:
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
        moved[entry][kind] = minor
    return moved


def _credited() -> dict[UUID, int]:
    """What the credit note of each refund takes back of the freelancer's invoice."""
    notes = Invoice.objects.filter(kind=Invoice.Kind.WORK).exclude(corrects=None)
    return dict(notes.values_list("entry", "amount"))
