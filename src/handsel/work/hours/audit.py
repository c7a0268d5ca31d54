"""Audit: the plans and weeks of hourly jobs against the record, their money and their clocks."""

from collections.abc import Iterable, Mapping

from django.db.models import F

from handsel.kernel.audit import Check
from handsel.money.escrow.models import Holding
from handsel.money.escrow.tables import holding_table, with_account
from handsel.money.invoices.payment_audit import payment_check
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.record.replay import ChainState, Row
from handsel.work.hours import clock_audit, overlap_audit, segment_audit
from handsel.work.hours.entries import blocks
from handsel.work.hours.entries.sheets import PAID
from handsel.work.hours.lifecycle import TO_WORK, WeekStage, funded_stage
from handsel.work.hours.models import (
    BLOCK_AFTER,
    PLAN_AFTER,
    SHEET_AFTER,
    WEEK_AFTER,
    HourlyPlan,
    JobPause,
    JobWeek,
    ReceivedSegment,
    ReviewedBlock,
    Timesheet,
    TimeSpan,
)
from handsel.work.hours.shots import audit as shots


def _weeks(state: ChainState) -> Mapping[str, Row]:
    """The weeks of the job, each with the account of what was funded for it."""
    weeks = state.tables.get("week", {})
    return {week: with_account(row, row["ref"]) for week, row in weeks.items()}


TABLES = (
    RebuiltTable(
        HourlyPlan,
        Chain.Kind.JOB,
        subject="job__uuid",
        columns=columns(*PLAN_AFTER),
        state="hourly_plan",
    ),
    RebuiltTable(
        JobWeek,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("monday", "supplement"),
        columns=columns(*WEEK_AFTER, "hold_reason", account="holding__account__code"),
        state=_weeks,
    ),
    RebuiltTable(
        TimeSpan,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("ref",),
        columns=columns(
            *["started_at", "ended_at", "source", "memo", "segment"],
            week="week__monday",
            supplement="week__supplement",
        ),
        state="time_span",
    ),
    RebuiltTable(
        ReceivedSegment,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("id",),
        columns=columns("seq", "digest", "is_backdated", device="device", key="device__public_key"),
        state="segment",
        rows=lambda: ReceivedSegment.objects.accepted(),
    ),
    shots.TABLE,
    shots.REDACTIONS,
    RebuiltTable(
        Timesheet,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("week__monday", "week__supplement"),
        columns=columns(*SHEET_AFTER),
        state="timesheet",
    ),
    RebuiltTable(
        JobPause,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("ref",),
        columns=columns("by", "started_at", "ended_at"),
        state="job_pause",
    ),
    RebuiltTable(
        ReviewedBlock,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("sheet__week__monday", "sheet__week__supplement", "number"),
        columns=columns(*BLOCK_AFTER),
        state="block",
    ),
    holding_table(
        "week", "monday", "supplement", rows=lambda: Holding.objects.exclude(week=None), state=_weeks
    ),
)


def checks() -> Iterable[Check]:
    """Weeks against their holdings, and clocks against tasks."""
    yield _money()
    paid = [PAID.name, blocks.PAID.name, blocks.DROPPED.name]
    yield payment_check(paid, "every timesheet that was paid matches its entry and its invoice")
    yield clock_audit.check()
    yield _belonging()
    yield segment_audit.check()
    yield overlap_audit.check()
    yield shots.check()


def _money() -> Check:
    faults, counted = [], 0
    for row in JobWeek.objects.select_related("job", "holding").order_by("pk").iterator():
        counted += 1
        stage, held = WeekStage(row.stage), row.holding.held.left if row.holding else 0
        if stage in TO_WORK:
            expected = funded_stage(stage, held=held, needed=row.price.amount)
            if stage is not expected:
                faults.append(f"{row} of job {row.job_id} is {stage}, its money says {expected}")
        elif held and stage is not WeekStage.SETTLING:
            faults.append(f"{row} of job {row.job_id} is {stage}, yet something is held")
    return Check("every week stands where its money says", counted, faults)


def _belonging() -> Check:
    """Rows that name a job and a week: the week is one of that job."""
    tables = [(TimeSpan.objects, "week"), (Timesheet.objects, "week"), (ReviewedBlock.objects, "sheet")]
    faults = [
        f"{row} is of job {row.job_id}, but its {name} {getattr(row, f'{name}_id')} is not"
        for rows, name in tables
        for row in rows.exclude(**{f"{name}__job": F("job")}).order_by("pk")
    ]
    counted = sum(rows.count() for rows, _name in tables)
    return Check("every time, timesheet and block is of the job of its week", counted, faults)
