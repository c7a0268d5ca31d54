"""A job whose week has time from two devices, by hand and from another job, and was submitted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from handsel.config.sample.screens import screen
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import Shot, TimeSpan
from handsel.work.hours.moving import move_time
from handsel.work.hours.removing import remove_time
from handsel.work.hours.rewording import reword_time
from handsel.work.hours.shots.deleting import delete_shot
from handsel.work.hours.shots.receiving import make_thumbnail
from handsel.work.hours.submitting import submit_week
from handsel.work.hours.time_members import time_members
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON
from tests.record.evidence import written
from tests.simulated_tracker import SimulatedShot, SimulatedTracker
from tests.tracked_day import BLOCK, track, track_kept

FIRST, LATER = MONDAY_NOON + timedelta(hours=2), MONDAY_NOON + timedelta(hours=26)
"""The first tracked block, and one of the next day, for which no seed was asked."""
COMMIT = {"hash": "3f2a9c1e" * 5, "subject": "Sort the names"}
SUBMITTED = MONDAY_NOON + timedelta(days=7)


@dataclass(frozen=True)
class TrackedWeek:
    """The job, and the devices that tracked its time."""

    job: Job
    laptop: SimulatedTracker
    desk: SimulatedTracker


def tracked_week(client: Person, freelancer: Person) -> TrackedWeek:
    """A week with protected blocks by shared and by offline moments, and others, submitted on Monday."""
    with clock.frozen_at(MONDAY_NOON):
        job, other = (_bound(client, freelancer) for _ in range(2))
        laptop, desk = (tracker_of(freelancer, name) for name in ("Laptop", "Desk"))
        desk.commits(LATER.date())
    with clock.frozen_at(FIRST + timedelta(minutes=50)):
        track(laptop, job, FIRST, seconds=20)
        track_kept(laptop, job, FIRST + BLOCK)
        off = {"state": "off", "reason": ""}
        track(desk, job, FIRST + 2 * BLOCK, seconds=700, work_view=off, commits=[COMMIT])
        track(laptop, other, FIRST + 3 * BLOCK, seconds=300)
    with clock.frozen_at(FIRST + timedelta(hours=3)):
        for span in (TimeSpan.objects.get(job=other), job.spans.latest("started_at")):
            reword_time(Actor(freelancer.pk), span, memo="Plates 1 to 4")
        move_time(Actor(freelancer.pk), TimeSpan.objects.get(job=other), to=job.pk)
        remove_time(Actor(freelancer.pk), factories.worked(job, ago=60))
        factories.worked(job, ago=90)
        deleted = track_kept(laptop, job, FIRST + 4 * BLOCK)
        delete_shot(Actor(freelancer.pk), deleted)
    with clock.frozen_at(LATER + timedelta(hours=1)):
        _redact(desk, track_kept(desk, job, LATER))
    with clock.frozen_at(SUBMITTED):
        submit_week(Actor(freelancer.pk), factories.week_of(job))
    return TrackedWeek(job, laptop, desk)


def bundle_of(job: Job, place: Path, at: datetime = SUBMITTED) -> Path:
    """The evidence bundle of a job, in a file."""
    with clock.frozen_at(at):
        return written(job.uuid, place, more=time_members)


def _bound(client: Person, freelancer: Person) -> Job:
    job = factories.hourly_bound(client, freelancer, factories.hourly_terms(work_view=WorkView.OFFERED))
    factories.rich(client)
    factories.week_funded(client, factories.week_of(job))
    return job


def _redact(tracker: SimulatedTracker, shot: Shot) -> None:
    """Let another picture take the place of a screenshot, and arrive."""
    content = bytes(32) + screen(2)
    replacement = sha256(content).hexdigest()
    change = {"kind": "redact", "shot": shot.commitment, "replacement": replacement, "redactions": 1}
    assert tracker.amends(str(shot.segment_id), change).status == 200
    assert tracker.uploads(SimulatedShot({"commitment": replacement}, content)).status == 200
    make_thumbnail(str(shot.pk), clock.now())
