"""Time that is taken off the sheet, with its screenshots."""

from datetime import timedelta

import pytest

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.models import JobWeek, Shot
from handsel.work.hours.moving import move_time
from handsel.work.hours.refusals import WeekSubmitted
from handsel.work.hours.removing import remove_time
from handsel.work.hours.shots.storage import path_of
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.simulated_tracker import instant
from tests.web.scenario import work_all
from tests.work.hours.shots.test_image import webp

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    job = factories.hourly_bound(ada, ben)
    frozen_clock.passes(hours=2)
    return job


def test_time_is_removed(ben: Person, job: Job) -> None:
    factories.worked(job)
    remove_time(Actor(ben.pk), job.spans.get())
    assert not job.spans.exists()
    assert faults() == []


def test_a_submitted_week_loses_no_time(ben: Person, job: Job) -> None:
    factories.worked(job)
    JobWeek.objects.filter(job=job).update(stage="settling")
    with pytest.raises(WeekSubmitted):
        remove_time(Actor(ben.pk), job.spans.get())


def test_screenshots_of_removed_time_go_though_other_time_of_their_segment_moved(
    ada: Person, ben: Person, job: Job, frozen_clock: FrozenClock
) -> None:
    tracker, block = tracker_of(ben), MONDAY_NOON + timedelta(hours=2)
    other = factories.hourly_bound(ada, ben)
    frozen_clock.passes(hours=1)
    shot = tracker.shoots(block + timedelta(minutes=1), webp())
    segment = tracker.segment(str(job.uuid), block, seconds=120, shots=[shot.announced])
    segment.content["spans"].append([instant(block + timedelta(minutes=place)) for place in (3, 5)])
    assert tracker.sends(segment).status == tracker.uploads(shot).status == 200
    first, second = job.spans.all()
    move_time(Actor(ben.pk), second, to=other.pk)
    remove_time(Actor(ben.pk), first)
    assert Shot.objects.get().state == "deleted"
    assert faults() == []


def test_screenshots_go_with_the_last_of_their_time(ben: Person, job: Job, frozen_clock: FrozenClock) -> None:
    tracker, block = tracker_of(ben), MONDAY_NOON + timedelta(hours=2)
    frozen_clock.passes(hours=1)
    shot = tracker.shoots(block + timedelta(minutes=1), webp())
    segment = tracker.segment(str(job.uuid), block, seconds=120, shots=[shot.announced])
    segment.content["spans"].append([instant(block + timedelta(minutes=place)) for place in (3, 5)])
    assert tracker.sends(segment).status == tracker.uploads(shot).status == 200
    work_all()
    place = path_of(shot.announced["commitment"])
    first, second = job.spans.all()
    remove_time(Actor(ben.pk), first)
    assert place.exists()
    remove_time(Actor(ben.pk), second)
    frozen_clock.passes(minutes=6)
    work_all()
    row = Shot.objects.get()
    assert (row.state, row.salt, place.exists()) == ("deleted", "", False)
    assert faults() == []
