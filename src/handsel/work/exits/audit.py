"""Audit: exits against the record, their fees against the ledger and their invoices."""

from collections.abc import Iterable

from django.db.models import Sum

from handsel.kernel.audit import Check
from handsel.money.escrow.exit_fee import EXIT_FEE
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import Posting
from handsel.record.models import Chain, Entry
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.work.exits.entries import AGREED
from handsel.work.exits.lifecycle import ExitStage
from handsel.work.exits.models import Exit

TABLES = (
    RebuiltTable(
        Exit,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("number",),
        columns=columns("side", "fee", "note", "stage", "proposed_at", "answered_at"),
        state="exit",
    ),
)


def checks() -> Iterable[Check]:
    """The fee of each exit against what was paid, and against its invoice."""
    agreed = Exit.objects.filter(stage=ExitStage.AGREED).values_list("job__uuid", "answered_at", "fee")
    entries = Entry.objects.filter(kind=AGREED.name).values_list("chain__subject", "at", "pk")
    by_time = {(subject, at): pk for subject, at, pk in entries}
    transfers = Posting.objects.filter(transfer__kind=EXIT_FEE).values_list("transfer__entry")
    paid = dict(transfers.annotate(sum=Sum("amount")).order_by())
    invoices = Invoice.objects.filter(entry__in=by_time.values(), kind=Invoice.Kind.FEE)
    invoiced = dict(invoices.values_list("entry", "amount"))
    faults, fees = [], {by_time.get((subject, at)): fee for subject, at, fee in agreed}
    for entry in {*fees, *paid, *invoiced}:
        amounts = {fees.get(entry, 0), paid.get(entry, 0), invoiced.get(entry, 0)}
        if len(amounts) > 1:
            faults.append(f"the exit of entry {entry}, what was paid for it and its invoice do not agree")
    yield Check("the fee of every exit was paid and has its invoice", len(fees), sorted(faults))
