"""Checking milestones against their holdings, and every paid act against the record and its invoice."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from handsel.kernel.audit import Check
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import Kind, Posting, Transfer
from handsel.record.models import Entry
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.stages import CLOSED, Stage, funded_stage

PAYING = ("milestone.released", "milestone.refunded", "milestone.settled", "refund.granted", "split.accepted")


def checks() -> Iterable[Check]:
    """Stages against holdings, transfers against entries, payments against what their entries say."""
    yield _milestones()
    yield _transfers()
    yield _payments()


def _milestones() -> Check:
    found, counted = [], 0
    for row in Milestone.objects.select_related("job", "holding").order_by("pk").iterator():
        counted += 1
        if row.stage in CLOSED:
            if row.held:
                found.append(f"milestone {row.pk} of job {row.job_id} is {row.stage}, yet something is held")
            continue
        funded = (row.funded - row.refunded).minor
        expected = funded_stage(
            funded=funded, missing=row.to_fund.minor, delivered=row.delivered_at is not None
        )
        if row.stage != expected:
            found.append(f"milestone {row.pk} of job {row.job_id} is {row.stage}, its money says {expected}")
        if row.release_at is not None and row.stage != Stage.DELIVERED:
            found.append(f"milestone {row.pk} of job {row.job_id} has a clock running, but is {row.stage}")
    return Check("every milestone stands where its money says", counted, found)


def _transfers() -> Check:
    lost = Transfer.objects.exclude(entry__in=Entry.objects.values("pk")).order_by("pk")
    found = [f"transfer {row.pk} ({row.kind}) has no entry on the record" for row in lost]
    return Check("every transfer was made by an act on the record", Transfer.objects.count(), found)


def _payments() -> Check:
    moved = _moved()
    invoiced = set(Invoice.objects.filter(kind=Invoice.Kind.WORK).values_list("entry", flat=True))
    found, counted = [], 0
    for entry in Entry.objects.filter(kind__in=PAYING).select_related("content").order_by("pk").iterator():
        facts = entry.facts
        if not facts:
            continue
        counted += 1
        stated = facts["earned"] + facts["fee"] + facts["refunded"] + facts["fee_returned"]
        if moved[entry.pk] != stated:
            found.append(f"entry {entry.pk} says {stated} left escrow, the ledger says {moved[entry.pk]}")
        if bool(facts["released"]) != (entry.pk in invoiced):
            found.append(f"entry {entry.pk} and its invoice do not agree")
    return Check("every payment matches its entry and its invoice", counted, found)


def _moved() -> dict[UUID, int]:
    """What left escrow by each entry, in minor units."""
    out: dict[UUID, int] = defaultdict(int)
    rows = Posting.objects.filter(source__kind=Kind.HOLDING)
    for entry, minor in rows.values_list("transfer__entry", "amount"):
        out[entry] += minor
    return out
