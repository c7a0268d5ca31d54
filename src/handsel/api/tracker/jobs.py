"""The device that asks, and the jobs on which its person may track time."""

from datetime import date
from uuid import UUID

from ninja import Router, Schema

from handsel.api.auth import DeviceRequest
from handsel.api.errors import ERRORS
from handsel.api.instants import Instant
from handsel.kernel import clock
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import JobWeek
from handsel.work.hours.trackable import Readiness, TrackableJob, trackable_jobs

router = Router(tags=["jobs"])


class DeviceState(Schema):
    """A device as its person sees it, and the time of the server, to which the device sets its own."""

    device: UUID
    name: str
    person: str
    server_time: Instant


class WeekState(Schema):
    """The current week of a job: when it is, its limit, and what is recorded of it; in seconds."""

    monday: date
    starts_at: Instant
    ends_at: Instant
    limit_seconds: int
    recorded_seconds: int
    left_seconds: int


class JobState(Schema):
    """An hourly job that goes on. `rate` is in minor units of `currency` an hour.

    `readiness` says whether time can be protected now, and if not, why. Where Work View is required, time
    without screenshots is not billed.
    """

    job: UUID
    number: int
    title: str
    client: str
    currency: str
    rate: int
    work_view: WorkView
    by_hand: bool
    readiness: Readiness
    week: WeekState | None


@router.get("/device", response={200: DeviceState, **ERRORS}, operation_id="device")
def get_device(request: DeviceRequest) -> DeviceState:
    """Say which device this is, and what time it is here."""
    device = request.auth
    return DeviceState(device=device.pk, name=device.name, person=device.person.name, server_time=clock.now())


@router.get("/jobs", response={200: list[JobState], **ERRORS}, operation_id="jobs")
def list_jobs(request: DeviceRequest) -> list[JobState]:
    """List the hourly jobs of the device's person that go on, with how each stands now."""
    return [_job_state(row) for row in trackable_jobs(request.auth.person, clock.now())]


def _job_state(row: TrackableJob) -> JobState:
    job, plan, week = row.job, row.plan, row.week
    return JobState(
        job=job.uuid,
        number=job.pk,
        title=job.title,
        client=job.client.name,
        currency=job.currency,
        rate=week.rate if week else plan.rate,
        work_view=WorkView(week.work_view if week else plan.work_view),
        by_hand=plan.by_hand,
        readiness=row.readiness,
        week=_week_state(row, week) if week else None,
    )


def _week_state(row: TrackableJob, week: JobWeek) -> WeekState:
    return WeekState(
        monday=week.monday,
        starts_at=week.starts_at,
        ends_at=week.ends_at,
        limit_seconds=week.limit_seconds,
        recorded_seconds=row.seconds,
        left_seconds=row.left_seconds,
    )
