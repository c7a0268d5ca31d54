"""A job whose week has time from two devices, by hand and from another job, and was submitted."""

from datetime import datetime, timedelta
from pathlib import Path

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.bundles import bundle
from handsel.record.log.writer import write_log
from handsel.record.models import Chain
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import TimeSpan
from handsel.work.hours.moving import move_time
from handsel.work.hours.recording import remove_time
from handsel.work.hours.submitting import submit_week
from handsel.work.hours.time_members import time_members
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON
from tests.tracked_day import BLOCK, track

FIRST = MONDAY_NOON + timedelta(hours=2)


def tracked_week(client: Person, freelancer: Person) -> Job:
    """The job, a week later, after its timesheet was submitted."""
    with clock.frozen_at(MONDAY_NOON):
        job, other = (_bound(client, freelancer) for _ in range(2))
        laptop, desk = (tracker_of(freelancer, name) for name in ("Laptop", "Desk"))
    with clock.frozen_at(FIRST + timedelta(minutes=50)):
        track(laptop, job, FIRST, seconds=20)
        track(laptop, job, FIRST + BLOCK, seconds=600)
        track(desk, job, FIRST + 2 * BLOCK, seconds=700)
        track(laptop, other, FIRST + 3 * BLOCK, seconds=300)
    with clock.frozen_at(FIRST + timedelta(hours=3)):
        moved = TimeSpan.objects.get(job=other)
        move_time(Actor(freelancer.pk), moved, to=job.pk)
        remove_time(Actor(freelancer.pk), factories.worked(job, ago=60))
        factories.worked(job, ago=90)
        track(laptop, job, FIRST + 4 * BLOCK, seconds=25)
    with clock.frozen_at(MONDAY_NOON + timedelta(days=7)):
        submit_week(Actor(freelancer.pk), factories.week_of(job))
    return job


def bundle_of(job: Job, place: Path, at: datetime | None = None) -> Path:
    """The evidence bundle of a job, in a file."""
    with clock.frozen_at(at or MONDAY_NOON + timedelta(days=7, minutes=1)):
        write_log()
        chain = Chain.objects.get(subject=job.uuid)
        pages = bundle(chain, {"job": job.pk}, lambda entries: iter(["page"]), time_members)
        place.write_bytes(b"".join(pages))
    return place


def _bound(client: Person, freelancer: Person) -> Job:
    job = factories.hourly_bound(client, freelancer, factories.hourly_terms(work_view=WorkView.OFFERED))
    factories.rich(client)
    factories.week_funded(client, factories.week_of(job))
    return job
