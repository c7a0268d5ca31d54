"""Segments that arrive at the same moment: each counts once, and no second is on two jobs."""

from datetime import timedelta

import pytest

from handsel.devices.enrolment import revoke
from handsel.devices.models import Device
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.models import ReceivedSegment, TimeSpan
from handsel.work.hours.submitting import submit_week
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.simulated_tracker import SimulatedTracker
from tests.time_travel import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    return factories.hourly_bound(ada, ben)


@pytest.fixture
def trackers(job: Job, ben: Person, frozen_clock: FrozenClock) -> list[SimulatedTracker]:
    """Two devices, which were connected an hour ago."""
    both = [tracker_of(ben, name) for name in ("Laptop", "Desk")]
    frozen_clock.passes(hours=1)
    return both


def test_one_segment_sent_twice_at_once_counts_once(job: Job, trackers: list[SimulatedTracker]) -> None:
    tracker = trackers[0]
    segment = tracker.segment(str(job.uuid), MONDAY_NOON)
    answers = at_once(*[lambda: tracker.puts(f"/segments/{segment.id}", segment.body)] * 4)
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert TimeSpan.objects.count() == ReceivedSegment.objects.count() == 1
    assert faults() == []


def test_one_segment_that_is_refused_at_once_has_one_reason(
    job: Job, trackers: list[SimulatedTracker]
) -> None:
    first, second = trackers
    assert first.sends(first.segment(str(job.uuid), MONDAY_NOON)).status == 200
    segment = second.segment(str(job.uuid), MONDAY_NOON)
    answers = at_once(*[lambda: second.puts(f"/segments/{segment.id}", segment.body)] * 6)
    assert {(answer.status, answer.code) for answer in answers} == {(409, "time-overlaps")}
    assert ReceivedSegment.objects.exclude(refusal="").count() == 1
    assert faults() == []


def test_of_two_devices_at_once_one_gets_the_time(
    job: Job, trackers: list[SimulatedTracker], ada: Person, ben: Person
) -> None:
    segments = [
        (tracker, tracker.segment(str(job.uuid), MONDAY_NOON, start=place * 300, seconds=400))
        for place, tracker in enumerate(trackers)
    ]
    answers = at_once(*[lambda sent=sent: sent[0].sends(sent[1]) for sent in segments])
    assert sorted(answer.status for answer in answers) == [200, 409]
    assert sorted(ReceivedSegment.objects.values_list("refusal", flat=True)) == ["", "overlap"]
    assert TimeSpan.objects.count() == 1
    assert faults() == []


def test_two_numbers_of_one_device_at_once_leave_no_gap(job: Job, trackers: list[SimulatedTracker]) -> None:
    tracker = trackers[0]
    blocks = [MONDAY_NOON + number * timedelta(minutes=12) for number in range(2)]
    segments = [tracker.segment(str(job.uuid), block) for block in blocks]
    answers = at_once(
        *[lambda sent=sent: tracker.puts(f"/segments/{sent.id}", sent.body) for sent in segments]
    )
    assert sorted(answer.status for answer in answers) == [200, 409]
    assert list(ReceivedSegment.objects.values_list("seq", flat=True)) == [1]
    assert faults() == []


def test_a_segment_and_the_submission_at_once_are_one_before_the_other(
    job: Job, trackers: list[SimulatedTracker], ben: Person, frozen_clock: FrozenClock
) -> None:
    tracker = trackers[0]
    factories.worked(job, ago=10, minutes=5)
    frozen_clock.passes(days=7)
    segment = tracker.segment(str(job.uuid), MONDAY_NOON, seconds=60)
    week = factories.week_of(job)
    at_once(
        lambda: tracker.puts(f"/segments/{segment.id}", segment.body),
        lambda: submit_week(Actor(ben.pk), week),
    )
    refusal = ReceivedSegment.objects.get().refusal
    sheet = factories.week_of(job).sheet
    assert (refusal, sheet.seconds) in [("", 360), ("", 300)]
    assert faults() == []


def test_a_device_that_is_revoked_as_a_segment_comes_has_its_time_whole_or_not_at_all(
    job: Job, trackers: list[SimulatedTracker], ben: Person
) -> None:
    tracker = trackers[0]
    segment = tracker.segment(str(job.uuid), MONDAY_NOON)
    device = Device.objects.get(pk=tracker.device)
    answer, _ = at_once(
        lambda: tracker.puts(f"/segments/{segment.id}", segment.body),
        lambda: revoke(Actor(ben.pk), device),
    )
    counted = int(answer.status == 200)
    assert (answer.status, counted) in [(200, 1), (401, 0), (409, 0)]
    assert (TimeSpan.objects.count(), ReceivedSegment.objects.count()) == (counted, counted)
    assert tracker.gets("/jobs").status == 401
    assert faults() == []
