"""The jobs on which a freelancer may track time now, and how each stands (rules: hourly week 1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from handsel.people.models import Person
from handsel.work.hours.lifecycle import TO_WORK, WeekStage
from handsel.work.hours.models import HourlyPlan, JobWeek
from handsel.work.hours.worked import worked_seconds
from handsel.work.jobs.lifecycle import LIVE, JobStage
from handsel.work.jobs.models import Job


class Readiness(StrEnum):
    """Whether time that is tracked now can be protected; if not, why not."""

    READY = "ready"
    NOT_FUNDED = "not funded"
    NOT_STARTED = "not started"
    PAUSED = "paused"
    SUBMITTED = "submitted"
    SUSPENDED = "suspended"


def readiness(*, is_paused: bool, stage: WeekStage | None, is_suspended: bool = False) -> Readiness:
    """How a job stands for the Tracker, by the stage of its current week; None where it has none."""
    if is_suspended:
        return Readiness.SUSPENDED
    if is_paused:
        return Readiness.PAUSED
    if stage is None:
        return Readiness.NOT_STARTED
    if stage not in TO_WORK:
        return Readiness.SUBMITTED
    return Readiness.READY if stage is WeekStage.FUNDED else Readiness.NOT_FUNDED


class StopReason(StrEnum):
    """Why a timer that runs on a device is to stop: its time would not count, or not be paid."""

    CLOSED = "closed"
    PAUSED = "paused"
    SUBMITTED = "submitted"
    FULL = "full"
    SUSPENDED = "suspended"


@dataclass(frozen=True)
class TrackableJob:
    """An hourly job that goes on: its terms, its current week, and the seconds recorded in that.

    `is_suspended` if its freelancer is, or was removed.
    """

    job: Job
    plan: HourlyPlan
    week: JobWeek | None
    seconds: int
    is_suspended: bool = False

    @property
    def readiness(self) -> Readiness:
        """Whether its time can be protected now."""
        stage = WeekStage(self.week.stage) if self.week else None
        is_paused = self.job.stage == JobStage.PAUSED
        return readiness(is_paused=is_paused, stage=stage, is_suspended=self.is_suspended)

    @property
    def left_seconds(self) -> int:
        """What is left of the week's limit."""
        return max(self.week.limit_seconds - self.seconds, 0) if self.week else 0


def why_stop(running: UUID, jobs: Iterable[TrackableJob]) -> StopReason | None:
    """Why a device is to stop, by the job that it tracks and those on which its person may; None if not."""
    row = next((row for row in jobs if row.job.uuid == running), None)
    if row is None:
        return StopReason.CLOSED
    if row.readiness in (Readiness.PAUSED, Readiness.SUBMITTED, Readiness.SUSPENDED):
        return StopReason(row.readiness)
    return StopReason.FULL if row.week and not row.left_seconds else None


def trackable_jobs(person: Person, at: datetime) -> Sequence[TrackableJob]:
    """The hourly jobs on which a person works, by number; in four queries."""
    mine = Job.objects.filter(freelancer__person=person, stage__in=LIVE)
    plans = HourlyPlan.objects.filter(job__in=mine, ended_at=None)
    rows = list(plans.select_related("job__client__person").order_by("job"))
    weeks = {
        week.job_id: week
        for week in JobWeek.objects.whole().filter(
            job__in=[plan.job_id for plan in rows], starts_at__lte=at, ends_at__gt=at
        )
    }
    seconds = worked_seconds([week.pk for week in weeks.values()])
    is_suspended = person.begins_nothing(at)
    return [
        TrackableJob(plan.job, plan, week, seconds.get(week.pk, 0) if week else 0, is_suspended)
        for plan in rows
        for week in [weeks.get(plan.job_id)]
    ]
