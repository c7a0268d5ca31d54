"""Rows of many jobs at once, grouped by their job."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from handsel.work.hours.models import JobPause, JobWeek
from handsel.work.jobs.lifecycle import JobStage
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import MoneyRequest


def open_requests(jobs: list[Job]) -> Iterable[MoneyRequest]:
    """The open requests about money of these jobs, oldest first."""
    requests = MoneyRequest.objects.filter(job__in=jobs, state=MoneyRequest.State.OPEN)
    return requests.select_related("milestone").order_by("asked_at")


def weeks_of(jobs: list[Job]) -> Iterable[JobWeek]:
    """The weeks of those jobs that are by the hour; no query where none is."""
    hourly = [job for job in jobs if job.is_hourly]
    return JobWeek.objects.filter(job__in=hourly).select_related("holding", "sheet") if hourly else []


def pauses_of(jobs: list[Job]) -> Iterable[JobPause]:
    """The pauses in which those jobs are that stand still; no query where none does."""
    paused = [job for job in jobs if job.stage == JobStage.PAUSED]
    return JobPause.objects.filter(job__in=paused, ended_at=None) if paused else []


def by_job(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Rows by the key of their job, in their order."""
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.job_id].append(row)
    return grouped
