"""Rows of many jobs at once, grouped by their job."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from handsel.trust.conduct.lifecycle import DecisionStage
from handsel.trust.conduct.models import ConductDecision
from handsel.trust.disputes.models import Dispute, DisputeOffer
from handsel.trust.disputes.models.offer_states import STANDING
from handsel.web.jobs.refunded_payments import with_refunded_payments
from handsel.work.exits.lifecycle import ExitStage
from handsel.work.exits.models import Exit
from handsel.work.hours.models import JobPause, JobWeek, Timesheet
from handsel.work.jobs.lifecycle import JobStage
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone, MoneyRequest, StatusReport
from handsel.work.terms.models import Version

CLAIMS = Q(payment__isnull=False)
"""Disputes about what was paid."""
_PROPOSAL = ("side", "fee", "proposed_at")
_LASTING = {"pause_by": "by", "pause_started_at": "started_at"}


def milestones_of(jobs: list[Job]) -> Iterable[Milestone]:
    """The milestones of these jobs in order, each with its last ended dispute and its job's last report.

    No query where no job is at a fixed price.
    """
    fixed = _fixed_price(jobs)
    if not fixed:
        return []
    reports = StatusReport.objects.filter(job=OuterRef("job")).order_by("-week")
    rows: QuerySet[Any] = Milestone.objects.filter(job__in=fixed).select_related("holding")
    rows = rows.annotate(last_report=Subquery(reports.values("week")[:1]))
    ended = Dispute.objects.filter(milestone=OuterRef("pk"), closed_at__isnull=False).order_by("-number")
    rows = rows.annotate(ended_dispute=Subquery(ended.values("number")[:1]))
    return with_refunded_payments(rows).order_by("position")


def open_requests(jobs: list[Job]) -> Iterable[MoneyRequest]:
    """The open requests about the milestones of these jobs, oldest first; no query where there are none."""
    fixed = _fixed_price(jobs)
    if not fixed:
        return []
    requests = MoneyRequest.objects.filter(job__in=fixed, state=MoneyRequest.State.OPEN)
    return requests.select_related("milestone").order_by("asked_at")


def open_disputes(
    milestones: Mapping[int, Sequence[Milestone]],
    weeks: Mapping[int, Sequence[JobWeek]],
    claimed: Collection[int],
) -> Iterable[Dispute]:
    """The open disputes about these and claims on these jobs, oldest first, with the last offer of each.

    No query where nothing is disputed.
    """
    frozen = [row for rows in milestones.values() for row in rows if row.holding and row.holding.frozen]
    submitted = [row.sheet for rows in weeks.values() for row in rows if hasattr(row, "sheet")]
    sheets = [sheet for sheet in submitted if sheet.disputed]
    if not frozen and not sheets and not claimed:
        return []
    by_pk: dict[int | None, Milestone] = {row.pk: row for row in frozen}
    sheet_by_pk: dict[int | None, Timesheet] = {sheet.pk: sheet for sheet in sheets}
    offers = DisputeOffer.objects.filter(dispute=OuterRef("pk"), state__in=STANDING).order_by("-number")
    last = {f"last_offer_{name}": Subquery(offers.values(name)[:1]) for name in ("side", "state")}
    about = Q(milestone__in=frozen) | Q(sheet__in=sheets) | (CLAIMS & Q(job__in=claimed))
    rows: Any = Dispute.objects.filter(about).open()
    disputes: list[Dispute] = list(rows.annotate(**last).order_by("number"))
    for row in disputes:
        row.milestone, row.sheet = by_pk.get(row.milestone_id), sheet_by_pk.get(row.sheet_id)
    return disputes


def versions_of(jobs: list[Job], states: Collection[Version.State]) -> Iterable[Version]:
    """The versions of these jobs in these states, each with what else is open on its job.

    That is whether what was paid is claimed, when a removal of a side ends it, and the proposal to leave by
    agreement.
    """
    claims = Dispute.objects.filter(CLAIMS, job=OuterRef("job")).open()
    proposed = Exit.objects.filter(job=OuterRef("job"), stage=ExitStage.PROPOSED)
    exits = {f"exit_{name}": Subquery(proposed.values(name)[:1]) for name in _PROPOSAL}
    rows: QuerySet[Any] = Version.objects.filter(job__in=jobs, state__in=states)
    return list(rows.annotate(is_claimed=Exists(claims), removal_at=_removal_at(), **exits))


def _removal_at() -> Subquery:
    """When a removal of a side that is certain, and not in effect yet, ends the job of a version."""
    sides = Q(person=OuterRef("job__client__person")) | Q(person=OuterRef("job__freelancer__person"))
    ahead = ConductDecision.objects.filter(sides, effect_at__isnull=False, removed_at=None)
    standing = ahead.exclude(stage__in=(DecisionStage.WITHDRAWN, DecisionStage.OVERTURNED))
    return Subquery(standing.order_by("effect_at").values("effect_at")[:1])


def removal_in(versions: Iterable[Any]) -> datetime | None:
    """When a removal ends a job, from its versions that `versions_of` loaded."""
    return next((row.removal_at for row in versions if row.removal_at is not None), None)


def exit_in(job: Job, versions: Iterable[Any]) -> Exit | None:
    """The open proposal to leave by agreement of a job, from its versions that `versions_of` loaded."""
    for version in versions:
        if version.exit_side is not None:
            return Exit(job=job, **{name: getattr(version, f"exit_{name}") for name in _PROPOSAL})
    return None


def weeks_of(jobs: list[Job]) -> Iterable[JobWeek]:
    """The weeks of those jobs that are by the hour, with whether each was paused, and the pause that lasts.

    No query where no job is by the hour.
    """
    hourly = [job for job in jobs if job.is_hourly]
    if not hourly:
        return []
    pauses = JobPause.objects.filter(job=OuterRef("job"), started_at__lt=OuterRef("ends_at"))
    pauses = pauses.exclude(ended_at__lte=OuterRef("starts_at"))
    rows: QuerySet[Any] = JobWeek.objects.filter(job__in=hourly).select_related("holding", "sheet")
    lasting = JobPause.objects.filter(job=OuterRef("job"), ended_at=None)
    since = {name: Subquery(lasting.values(column)[:1]) for name, column in _LASTING.items()}
    rows = rows.annotate(was_paused=Exists(pauses), **since)
    return with_refunded_payments(rows).prefetch_related("sheet__blocks")


def last_offer(dispute: Dispute) -> tuple[str, str] | None:
    """The side and the state of the last offer in a dispute, as `open_disputes` or its offers have it."""
    if hasattr(dispute, "last_offer_side"):
        side, state = dispute.last_offer_side, getattr(dispute, "last_offer_state", "")
        return (side, state) if side else None
    rows = (row for row in dispute.offers.all() if row.state in STANDING)
    return next(((row.side, row.state) for row in rows), None)


def was_paused(row: JobWeek) -> bool:
    """Whether the job was paused during some of a week that `weeks_of` loaded."""
    return bool(getattr(row, "was_paused", False))


def pause_in(job: Job, weeks: Sequence[Any]) -> JobPause | None:
    """The pause in which a job stands still, from its weeks that `weeks_of` loaded."""
    if job.stage != JobStage.PAUSED or not weeks or not weeks[0].pause_by:
        return None
    return JobPause(job=job, by=weeks[0].pause_by, started_at=weeks[0].pause_started_at)


def join_jobs(jobs: Iterable[Job], *groups: Mapping[int, Iterable[Any]]) -> None:
    """Let rows, grouped by job, and the timesheets of weeks among them, have their job without a query."""
    for job in jobs:
        for row in (row for group in groups for row in group.get(job.pk, ())):
            row.job = job
            if getattr(row, "sheet", None) is not None:
                row.sheet.job = job


def _fixed_price(jobs: list[Job]) -> list[Job]:
    return [job for job in jobs if not job.is_hourly]


def by_job(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Rows by the key of their job, in their order."""
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.job_id].append(row)
    return grouped


def version_in(versions: Iterable[Version], state: Version.State) -> Version | None:
    """The only version in a state: the database allows one open and one in force."""
    return next((version for version in versions if version.state == state), None)
