"""Rows of many jobs at once, grouped by their job."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from handsel.work.hours.models import JobPause, JobWeek
from handsel.work.jobs.lifecycle import JobStage
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone, MoneyRequest, StatusReport


def milestones_of(jobs: list[Job]) -> Iterable[Milestone]:
    """The milestones of these jobs in order, each with the last week that its job has a report of.

    No query where no job is at a fixed price.
    """
    fixed = _fixed_price(jobs)
    if not fixed:
        return []
    reports = StatusReport.objects.filter(job=OuterRef("job")).order_by("-week")
    rows: QuerySet[Any] = Milestone.objects.filter(job__in=fixed).select_related("holding")
    rows = rows.annotate(last_report=Subquery(reports.values("week")[:1]))
    return rows.order_by("position")


def open_requests(jobs: list[Job]) -> Iterable[MoneyRequest]:
    """The open requests about the milestones of these jobs, oldest first; no query where there are none."""
    fixed = _fixed_price(jobs)
    if not fixed:
        return []
    requests = MoneyRequest.objects.filter(job__in=fixed, state=MoneyRequest.State.OPEN)
    return requests.select_related("milestone").order_by("asked_at")


def weeks_of(jobs: list[Job]) -> Iterable[JobWeek]:
    """The weeks of those jobs that are by the hour, with whether each was paused; no query where none is."""
    hourly = [job for job in jobs if job.is_hourly]
    if not hourly:
        return []
    pauses = JobPause.objects.filter(job=OuterRef("job"), started_at__lt=OuterRef("ends_at"))
    pauses = pauses.exclude(ended_at__lte=OuterRef("starts_at"))
    rows: QuerySet[Any] = JobWeek.objects.filter(job__in=hourly).select_related("holding", "sheet")
    rows = rows.annotate(was_paused=Exists(pauses))
    return rows.prefetch_related("sheet__blocks")


def was_paused(row: JobWeek) -> bool:
    """Whether the job was paused during some of a week that `weeks_of` loaded."""
    return bool(getattr(row, "was_paused", False))


def pauses_of(jobs: list[Job]) -> Iterable[JobPause]:
    """The pauses in which those jobs are that stand still; no query where none does."""
    paused = [job for job in jobs if job.stage == JobStage.PAUSED]
    return JobPause.objects.filter(job__in=paused, ended_at=None) if paused else []


def _fixed_price(jobs: list[Job]) -> list[Job]:
    return [job for job in jobs if not job.is_hourly]


def by_job(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Rows by the key of their job, in their order."""
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.job_id].append(row)
    return grouped
