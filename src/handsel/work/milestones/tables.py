"""The tables of milestones, their money and what is said of it, as the record rebuilds them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from handsel.money.escrow.models import Holding
from handsel.money.escrow.tables import holding_table, with_account
from handsel.money.invoices.models import PRINTED, Invoice
from handsel.record.folding import FoldedChain
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.record.replay import ChainState, Row
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone, MoneyRequest, ReportLine, StatusReport
from handsel.work.milestones.models.milestones import AFTER


def _milestones(state: ChainState) -> Mapping[str, Row]:
    """The milestones of the job, each with the account of what was funded for it."""
    return {ref: with_account(row, ref) for ref, row in state.tables.get("milestone", {}).items()}


def _job_number(chain: FoldedChain) -> Any:
    return chain.state.row("job").get("id")


def _invoices_of_no_job() -> "QuerySet[Invoice]":
    return Invoice.objects.exclude(Exists(Job.objects.filter(pk=OuterRef("job_number"))))


TABLES = (
    RebuiltTable(
        Milestone,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("ref",),
        columns=columns(*AFTER, account="holding__account__code"),
        state=_milestones,
    ),
    holding_table(
        "milestone", "ref", rows=lambda: Holding.objects.filter(week=None, bonus=None), state=_milestones
    ),
    RebuiltTable(
        MoneyRequest,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("id",),
        columns=columns(
            "kind",
            "side",
            "to_client",
            "to_freelancer",
            "state",
            "reason",
            "asked_at",
            "auto_grants_at",
            "answered_at",
            "answer",
            ref="milestone__ref",
        ),
        state="request",
    ),
    RebuiltTable(
        StatusReport,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("entry",),
        columns=columns("week", "sending", "sent_at", "late", "done", "plans", "issues", "blocks"),
        state="report",
    ),
    RebuiltTable(
        ReportLine,
        Chain.Kind.JOB,
        subject="report__job__uuid",
        key=("report__entry", "milestone__ref"),
        columns=columns("percent", "statement"),
        state="report_line",
    ),
    RebuiltTable(
        Invoice,
        Chain.Kind.JOB,
        subject="job_number",
        key=("entry", "kind"),
        columns=columns(
            *(name for name in PRINTED if name not in {"number", "job_number"}),
            "issued_at",
            issuer="issuer__person",
            recipient="recipient__person",
        ),
        state="invoice",
        strays=_invoices_of_no_job,
        owner=_job_number,
    ),
    RebuiltTable(
        Invoice,
        Chain.Kind.JOB,
        subject="job_number",
        key=("entry",),
        columns=columns("number"),
        state="invoice_number",
        rows=lambda: Invoice.objects.filter(kind=Invoice.Kind.WORK),
        strays=Invoice.objects.none,
        owner=_job_number,
        called="number of the invoice",
    ),
)
