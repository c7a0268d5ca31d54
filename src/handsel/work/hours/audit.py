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
from handsel.tasks.models import unscheduled
from handsel.work.hours import overlap_audit
from handsel.work.hours.deciding import DROP_BLOCK, PAY_BLOCK
from handsel.work.hours.entries import blocks, settlements
from handsel.work.hours.entries.sheets import PAID
from handsel.work.hours.lifecycle import TO_WORK, BlockStage, WeekStage, funded_stage
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
from handsel.work.hours.moments import drawn_moment
from handsel.work.hours.planning import PLAN, SUBMIT
from handsel.work.hours.review_timer import PAY
from handsel.work.hours.shots import audit as shots
from handsel.work.hours.signing import is_signed_by
from handsel.work.hours.tracking import REASONS
from handsel.work.hours.tracking_refusals import NonceWrong
from handsel_verify.moments import NO_MOMENT, Moment
from handsel_verify.segments import Segment, digest_of, segment_from


def _weeks(state: ChainState) -> Mapping[str, Row]:
    """The weeks of the job, each with the account of what was funded for it."""
    weeks = state.tables.get("week", {})
    return {monday: with_account(row, row["ref"]) for monday, row in weeks.items()}


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
        key=("monday",),
        columns=columns(*WEEK_AFTER, "hold_reason", account="holding__account__code"),
        state=_weeks,
    ),
    RebuiltTable(
        TimeSpan,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("ref",),
        columns=columns("started_at", "ended_at", "source", "memo", week="week__monday", segment="segment"),
        state="time_span",
    ),
    RebuiltTable(
        ReceivedSegment,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("id",),
        columns=columns("seq", "digest", device="device", key="device__public_key"),
        state="segment",
        rows=lambda: ReceivedSegment.objects.accepted(),
    ),
    shots.TABLE,
    RebuiltTable(
        Timesheet,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("week__monday",),
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
        key=("sheet__week__monday", "number"),
        columns=columns(*BLOCK_AFTER),
        state="block",
    ),
    holding_table("week", key="monday", rows=lambda: Holding.objects.exclude(week=None), state=_weeks),
)


def checks() -> Iterable[Check]:
    """Weeks against their holdings, and clocks against tasks."""
    yield _money()
    paid = [PAID.name, blocks.PAID.name, blocks.DROPPED.name, settlements.SETTLED.name]
    yield payment_check(paid, "every timesheet that was paid matches its entry and its invoice")
    yield _timers()
    yield _belonging()
    yield _segments()
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


def _timers() -> Check:
    planning = HourlyPlan.objects.exclude(plans_at=None)
    faults = [
        f"the next week of job {pk} is to be planned, but nothing is scheduled"
        for pk in unscheduled(PLAN, planning, at="plans_at")
    ]
    open_weeks = JobWeek.objects.exclude(submits_at=None)
    faults += [
        f"the timesheet of week {pk} is to be submitted, but nothing is scheduled"
        for pk in unscheduled(SUBMIT, open_weeks, at="submits_at")
    ]
    reviewed = Timesheet.objects.exclude(review_ends_at=None)
    faults += [
        f"timesheet {pk} is to be paid by itself, but nothing is scheduled"
        for pk in unscheduled(PAY, reviewed, at="review_ends_at")
    ]
    counted = planning.count() + open_weeks.count() + reviewed.count()
    for kind, stage in ((DROP_BLOCK, BlockStage.REJECTED), (PAY_BLOCK, BlockStage.CONTESTED)):
        waiting = ReviewedBlock.objects.filter(stage=stage).exclude(ends_at=None)
        counted += waiting.count()
        faults += [
            f"{stage} block {pk} is to be decided by itself, but nothing is scheduled"
            for pk in unscheduled(kind, waiting, at="ends_at")
        ]
    return Check("every clock of an hourly job is scheduled", counted, faults)


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


def _segments() -> Check:
    """Segments against their digests, what they say of themselves, and the signatures of their devices."""
    faults, counted = [], 0
    for row in ReceivedSegment.objects.select_related("device", "job").order_by("device", "seq").iterator():
        counted += 1
        if digest_of(row.content.encode()) != row.digest:
            faults.append(f"{row} is not what its digest says")
        elif not is_signed_by(row.device, row.content, row.signature):
            faults.append(f"{row} is not signed with the key of its device")
        elif not _is_of(segment_from(row.content.encode()), row):
            faults.append(f"{row} is another than it says")
        elif row.moment != _moment(row):
            faults.append(f"{row} has another moment than was drawn")
    return Check("every segment is as its device signed it", counted, faults)


def _moment(row: ReceivedSegment) -> Moment:
    """The moment of its screenshot, drawn again."""
    try:
        return NO_MOMENT if row.refusal else drawn_moment(row.device, segment_from(row.content.encode()))
    except NonceWrong:
        return NO_MOMENT


def _is_of(segment: Segment, row: ReceivedSegment) -> bool:
    own = row.job.uuid == segment.job if row.job else row.refusal == "job"
    named = (segment.id, segment.device, segment.seq) == (row.pk, row.device_id, row.seq)
    named = named and (segment.work_view, segment.kept_seconds) == (row.work_view, row.kept_seconds)
    return named and own and row.refusal in {"", *REASONS}
