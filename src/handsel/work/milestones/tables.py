"""The tables of milestones, their money and what is said of it, as the record rebuilds them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from handsel.money.escrow.models import Holding
from handsel.money.invoices.models import PRINTED, Invoice
from handsel.record.folding import FoldedChain
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.record.replay import ChainState, Row
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone, MoneyRequest, ReportLine, StatusReport
from handsel.work.milestones.models.milestones import AFTER


def _holdings(state: ChainState) -> Mapping[str, Row]:
    """The holdings of the milestones that were ever funded, between the sides of the job."""
    job = state.row("job")
    sides = {name: job.get(name) for name in ("client", "freelancer", "currency")}
    sides |= {"account_owner": job.get("client"), "account_currency": job.get("currency")}
    return {ref: {**row, **sides} for ref, row in _milestones(state).items() if row["account"]}


def _milestones(state: ChainState) -> Mapping[str, Row]:
    """The milestones of the job, each with the account of what was funded for it."""
    return {
        ref: {**row, "account": f"holding:{ref}" if row["fee_payer"] else None}
        for ref, row in state.tables.get("milestone", {}).items()
    }


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
    RebuiltTable(
        Holding,
        Chain.Kind.JOB,
        subject="milestone__job__uuid",
        key=("milestone__ref",),
        columns=columns(
            "currency",
            "fee_basis_points",
            "fee_payer",
            "funded",
            "released",
            "refunded",
            account="account__code",
            account_owner="account__owner__person",
            account_currency="account__currency",
            client="client__person",
            freelancer="freelancer__person",
        ),
        state=_holdings,
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
