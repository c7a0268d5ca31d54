"""What the client may claim back of the payments of a job, and what claims still bring them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from handsel.kernel.money import Money
from handsel.money.invoices.models import Invoice
from handsel.money.rails.debts import still_due
from handsel.record.models import Entry
from handsel.trust.disputes.claiming import claim_ends
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.refunded_payments import refunded_payment
from handsel.work.hours.models import JobWeek
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones.models import Milestone


def due_after_claims(job_view: JobView) -> Money:
    """What claims of the job still bring the client; no query where nothing was refunded after payment."""
    rows: Sequence[Milestone | JobWeek] = job_view.weeks or job_view.milestones
    if not any(refunded_payment(row) for row in rows):
        return Money(0, job_view.job.currency)
    ends = Entry.objects.filter(chain__subject=job_view.job.uuid, kind__startswith="dispute.")
    return still_due(ends.values_list("pk", flat=True), job_view.job.currency)


def claimable(job_view: JobView, invoices: Sequence[Any]) -> set[UUID]:
    """The entries whose payment the client may claim now, by their invoices."""
    if job_view.side is not Side.CLIENT:
        return set()
    works = [row for row in invoices if row.kind == Invoice.Kind.WORK and row.corrects is None]
    return {
        row.entry
        for row in works
        if row.left and row.is_unclaimed and _claim_ends(job_view, row) > job_view.now
    }


def _claim_ends(job_view: JobView, invoice: Invoice) -> datetime:
    return claim_ends(job_view.job, invoice.issued_at, job_view.calendar)
