"""Audit checks: milestones against their holdings, payments against the record and invoices."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from handsel.kernel.audit import Check
from handsel.kernel.identifiers import derived
from handsel.kernel.json import Facts
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import AccountKind, Posting, Transfer
from handsel.record.models import Entry
from handsel.tasks.models import unscheduled
from handsel.work.milestones.entries import money, requests, splits
from handsel.work.milestones.lifecycle import CLOSED, Stage, funded_stage
from handsel.work.milestones.models import Milestone, MoneyRequest, RefundRequest
from handsel.work.milestones.payout import GRANT
from handsel.work.milestones.release_timer import RELEASE

PAYING = [
    kind.name for kind in (money.RELEASED, money.REFUNDED, money.SETTLED, requests.GRANTED, splits.ACCEPTED)
]


def checks() -> Iterable[Check]:
    """Stages against holdings, transfers against entries, payments against both, timers against tasks."""
    yield _milestones()
    yield _transfers()
    yield _payments()
    yield _timers()


def _milestones() -> Check:
    faults, counted = [], 0
    for row in Milestone.objects.select_related("job", "holding").order_by("pk").iterator():
        counted += 1
        if row.stage in CLOSED:
            if row.held:
                faults.append(f"milestone {row.pk} of job {row.job_id} is {row.stage}, yet something is held")
            continue
        funded = (row.funded - row.refunded).minor
        expected = funded_stage(
            funded=funded, missing=row.to_fund.minor, delivered=row.delivered_at is not None
        )
        if row.stage != expected:
            faults.append(f"milestone {row.pk} of job {row.job_id} is {row.stage}, its money says {expected}")
        if row.release_at is not None and row.stage != Stage.DELIVERED:
            faults.append(f"milestone {row.pk} of job {row.job_id} has a clock running, but is {row.stage}")
    return Check("every milestone stands where its money says", counted, faults)


def _transfers() -> Check:
    lost = Transfer.objects.exclude(entry__in=Entry.objects.values("pk")).order_by("pk")
    faults = [f"transfer {row.pk} ({row.kind}) has no entry on the record" for row in lost]
    faults += _transfers_of_another_act()
    return Check("every transfer was made by an act on the record", Transfer.objects.count(), faults)


def _transfers_of_another_act() -> Iterator[str]:
    """A transfer has the time of its entry, and a key that follows from it and from its holding."""
    at = Entry.objects.filter(pk=OuterRef("entry")).values("at")
    holding = {
        side: Subquery(
            Posting.objects.filter(transfer_id=OuterRef("pk"), leg=0).values(f"{side}__holding__pk")
        )
        for side in ("source", "target")
    }
    rows: Any = (
        Transfer.objects.annotate(acted_at=Subquery(at), **holding).exclude(acted_at=None).order_by("pk")
    )
    for row in rows.iterator():
        paid = row.source or row.target
        purpose = f"{row.kind} {paid}" if paid else row.kind
        if (row.at, row.idem_key) != (row.acted_at, derived(row.entry, purpose)):
            yield f"transfer {row.pk} ({row.kind}) is not one of its entry"


def _payments() -> Check:
    moved = _left_escrow()
    invoiced = dict(Invoice.objects.filter(kind=Invoice.Kind.WORK).values_list("entry", "amount"))
    faults, counted = [], 0
    for entry in Entry.objects.filter(kind__in=PAYING).select_related("content").order_by("pk").iterator():
        facts = _facts(entry)
        if not facts:
            continue
        counted += 1
        stated = sum(_amount(facts, name) for name in ("earned", "fee", "refunded", "fee_returned"))
        if moved[entry.pk] != stated:
            faults.append(f"entry {entry.pk} says {stated} left escrow, the ledger says {moved[entry.pk]}")
        if _amount(facts, "released") != invoiced.get(entry.pk, 0):
            faults.append(f"entry {entry.pk} and its invoice do not agree")
    return Check("every payment matches its entry and its invoice", counted, faults)


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


def _timers() -> Check:
    running = Milestone.objects.exclude(release_at=None)
    requests = RefundRequest.objects.filter(state=MoneyRequest.State.OPEN).exclude(auto_grants_at=None)
    faults = [
        f"milestone {pk} is to be released by itself, but nothing is scheduled"
        for pk in unscheduled(RELEASE, running, at="release_at")
    ]
    faults += [
        f"the refund of milestone {pk} is to be granted by itself, but nothing is scheduled"
        for pk in unscheduled(GRANT, requests, at="auto_grants_at", subject="milestone_id")
    ]
    return Check("every clock of a milestone is scheduled", running.count() + requests.count(), faults)
