"""Audit: payments from escrow against the record, the ledger and the invoices."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from handsel.kernel.audit import Check
from handsel.kernel.json import Facts
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import AccountKind, Posting
from handsel.record.models import Entry


def payment_check(kinds: Sequence[str], name: str) -> Check:
    """What left escrow by each entry of these kinds, against what the entry says and its invoice."""
    moved = _left_escrow()
    work = Invoice.objects.filter(kind=Invoice.Kind.WORK, corrects=None)
    invoiced = dict(work.values_list("entry", "amount"))
    faults, counted = [], 0
    for entry in Entry.objects.filter(kind__in=kinds).select_related("content").order_by("pk").iterator():
        facts = _facts(entry)
        if not facts:
            continue
        counted += 1
        stated = sum(_amount(facts, name) for name in ("earned", "fee", "refunded", "fee_returned"))
        if moved[entry.pk] != stated:
            faults.append(f"entry {entry.pk} says {stated} left escrow, the ledger says {moved[entry.pk]}")
        if _amount(facts, "released") != invoiced.get(entry.pk, 0):
            faults.append(f"entry {entry.pk} and its invoice do not agree")
    return Check(name, counted, faults)


def _facts(entry: Entry) -> Facts:
    """The facts of an entry; whether it was erased or altered is checked by the audit of the record."""
    try:
        facts = entry.facts
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _amount(facts: Facts, name: str) -> int:
    minor = facts.get(name)
    return minor if isinstance(minor, int) else 0


def _left_escrow() -> dict[UUID, int]:
    """What left escrow by each entry, in minor units."""
    out: dict[UUID, int] = defaultdict(int)
    rows = Posting.objects.filter(source__kind=AccountKind.HOLDING)
    for entry, minor in rows.values_list("transfer__entry", "amount"):
        out[entry] += minor
    return out
