"""Screenshots that go, and those that must stay: races, moved time, and pictures that are none."""

from datetime import timedelta
from typing import Any

import pytest

from handsel.kernel.refusals import Stale
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import Shot, TimeSpan
from handsel.work.hours.moving import move_time
from handsel.work.hours.shots import receiving
from handsel.work.hours.shots.deleting import delete_shot
from handsel.work.hours.shots.lifecycle import ShotState
from handsel.work.hours.shots.refusals import ShotLate
from handsel.work.hours.shots.storage import path_of, remove, thumbnail_of, write
from handsel.work.hours.submitting import hold_week, submit_week
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.simulated_tracker import SimulatedShot, SimulatedTracker, instant
from tests.web.scenario import work_all
from tests.work.hours.shots.test_image import lossless, riff, webp

pytestmark = pytest.mark.django_db
HOUR = MONDAY_NOON + timedelta(hours=1)


@pytest.fixture
def tracker(frozen_clock: FrozenClock, ben: Person) -> SimulatedTracker:
    return tracker_of(ben)


@pytest.fixture
def jobs(tracker: SimulatedTracker, frozen_clock: FrozenClock, ada: Person, ben: Person) -> list[Job]:
    """Two funded jobs of the same people."""
    factories.rich(ada)
    both = [
        factories.hourly_bound(ada, ben, factories.hourly_terms(work_view=WorkView.REQUIRED))
        for _ in range(2)
    ]
    for job in both:
        factories.week_funded(ada, factories.week_of(job))
    frozen_clock.passes(hours=2)
    return both


def announced(tracker: SimulatedTracker, job: Job, picture: bytes) -> SimulatedShot:
    shot = tracker.shoots_when_due(str(job.uuid), HOUR, picture)
    view = {"state": "on", "reason": ""}
    segment = tracker.segment(str(job.uuid), HOUR, work_view=view, shots=[shot.announced])
    assert tracker.sends(segment).status == 200
    return shot


def left(shot: SimulatedShot) -> list[bool]:
    named = shot.announced["commitment"]
    return [path_of(named).exists(), thumbnail_of(named).exists()]


def test_a_picture_that_arrives_while_it_is_deleted_is_not_left(
    jobs: list[Job], tracker: SimulatedTracker, ben: Person, monkeypatch: Any
) -> None:
    shot = announced(tracker, jobs[0], webp())

    def slow(*args: Any) -> None:
        delete_shot(Actor(ben.pk), Shot.objects.get())
        write(*args)

    monkeypatch.setattr(receiving, "write", slow)
    assert tracker.uploads(shot).code == "shot-deleted"
    assert (left(shot), faults()) == ([False, False], [])


def test_a_thumbnail_of_a_picture_that_was_deleted_is_not_left(
    jobs: list[Job], tracker: SimulatedTracker, ben: Person, monkeypatch: Any
) -> None:
    shot = announced(tracker, jobs[0], webp())
    tracker.uploads(shot)

    def slow(*_args: Any, **_limits: Any) -> bytes:
        delete_shot(Actor(ben.pk), Shot.objects.get())
        remove(shot.announced["commitment"])
        return b"a thumbnail"

    monkeypatch.setattr(receiving, "run_limited", slow)
    receiving.make_thumbnail(str(Shot.objects.get().pk), HOUR)
    assert (left(shot), faults()) == ([False, False], [])


def test_what_a_crash_left_is_named_and_then_goes(
    jobs: list[Job], tracker: SimulatedTracker, ben: Person, frozen_clock: FrozenClock
) -> None:
    shot = announced(tracker, jobs[0], webp())
    tracker.uploads(shot)
    delete_shot(Actor(ben.pk), Shot.objects.get())
    write(path_of(shot.announced["commitment"]), webp())
    frozen_clock.passes(minutes=6)
    work_all()
    assert (left(shot), faults()) == ([False, False], [])
    write(path_of(shot.announced["commitment"]), webp())
    assert any("its bytes are there" in fault for fault in faults())


@pytest.mark.parametrize(("limit", "value"), [("MEMORY_BYTES_MAX", 200 * 1024**2), ("CPU_SECONDS_MAX", 0)])
def test_a_picture_that_meets_a_limit_of_the_site_is_tried_again(
    jobs: list[Job], tracker: SimulatedTracker, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    shot = announced(tracker, jobs[0], webp((4000, 3000)))
    tracker.uploads(shot)
    row = Shot.objects.get()
    with monkeypatch.context() as overloaded:
        overloaded.setattr(receiving, limit, value)
        with pytest.raises(receiving.NotReadYet):
            receiving.make_thumbnail(str(row.pk), HOUR)
    row.refresh_from_db()
    assert row.state == ShotState.ARRIVED
    receiving.make_thumbnail(str(row.pk), HOUR)
    row.refresh_from_db()
    assert row.state == ShotState.KEPT


def test_bytes_that_cannot_be_read_stay_so_when_they_are_sent_again(
    jobs: list[Job], tracker: SimulatedTracker
) -> None:
    shot = announced(tracker, jobs[0], riff((b"VP8L", lossless(8, 8))))
    tracker.uploads(shot)
    work_all()
    assert tracker.uploads(shot).data["state"] == ShotState.UNREADABLE
    assert faults() == []


@pytest.mark.parametrize("before", [True, False])
def test_pictures_follow_time_that_moves(
    jobs: list[Job], tracker: SimulatedTracker, ben: Person, frozen_clock: FrozenClock, before: bool
) -> None:
    first, second = jobs
    shot = announced(tracker, first, webp())
    if before:
        tracker.uploads(shot)
    move_time(Actor(ben.pk), TimeSpan.objects.get(), to=second.pk)
    hold_week(Actor(ben.pk), factories.week_of(first), reason="Pictures are to come.")
    if not before:
        assert tracker.uploads(shot).status == 200
    work_all()
    assert Shot.objects.get().job == second
    frozen_clock.passes(days=6, hours=12)
    submit_week(Actor(ben.pk), factories.week_of(second))
    assert factories.week_of(second).sheet.protected_blocks
    with pytest.raises(ShotLate):
        delete_shot(Actor(ben.pk), Shot.objects.get())
    assert faults() == []


def test_a_picture_that_moved_meanwhile_is_not_deleted_on_the_record_of_the_other_job(
    jobs: list[Job], tracker: SimulatedTracker, ben: Person
) -> None:
    announced(tracker, jobs[0], webp())
    before = Shot.objects.select_related("job").get()
    move_time(Actor(ben.pk), TimeSpan.objects.get(), to=jobs[1].pk)
    with pytest.raises(Stale):
        delete_shot(Actor(ben.pk), before)
    assert faults() == []


def test_a_thumbnail_of_a_picture_that_gave_way_makes_nothing_of_the_other(
    jobs: list[Job], tracker: SimulatedTracker, monkeypatch: Any
) -> None:
    shot = tracker.shoots(HOUR + timedelta(minutes=1), webp())
    segment = tracker.segment(str(jobs[0].uuid), HOUR, shots=[dict(shot.announced)])
    assert tracker.sends(segment).status == tracker.uploads(shot).status == 200
    before = shot.announced["commitment"]

    def slow(*_args: Any, **_limits: Any) -> bytes:
        tracker.redacts(segment, shot, riff((b"VP8L", lossless(8, 8))))
        assert tracker.uploads(shot).status == 200
        return b"a thumbnail"

    monkeypatch.setattr(receiving, "run_limited", slow)
    receiving.make_thumbnail(str(Shot.objects.get().pk), HOUR)
    assert (Shot.objects.get().state, thumbnail_of(before).exists()) == (ShotState.ARRIVED, False)


def test_a_deleted_picture_stays_on_the_record_of_its_job(
    jobs: list[Job], tracker: SimulatedTracker, ben: Person
) -> None:
    announced(tracker, jobs[0], webp())
    delete_shot(Actor(ben.pk), Shot.objects.get())
    move_time(Actor(ben.pk), TimeSpan.objects.get(), to=jobs[1].pk)
    assert Shot.objects.get().job == jobs[0]
    assert faults() == []


def test_no_picture_goes_once_a_part_of_its_time_was_submitted(
    jobs: list[Job], tracker: SimulatedTracker, ben: Person, frozen_clock: FrozenClock
) -> None:
    first, second = jobs
    shot = tracker.shoots(HOUR + timedelta(minutes=1), webp())
    segment = tracker.segment(str(first.uuid), HOUR, seconds=60, shots=[shot.announced])
    segment.content["spans"].append([instant(HOUR + timedelta(minutes=place)) for place in (2, 3)])
    assert tracker.sends(segment).status == 200
    both = TimeSpan.objects.order_by("started_at")
    move_time(Actor(ben.pk), both[0], to=second.pk)
    third = factories.hourly_bound(first.client.person, ben)
    move_time(Actor(ben.pk), both[1], to=third.pk)
    assert Shot.objects.get().job == third
    hold_week(Actor(ben.pk), factories.week_of(third), reason="Later.")
    frozen_clock.passes(days=6, hours=12)
    submit_week(Actor(ben.pk), factories.week_of(second))
    with pytest.raises(ShotLate):
        delete_shot(Actor(ben.pk), Shot.objects.get())
    assert faults() == []
