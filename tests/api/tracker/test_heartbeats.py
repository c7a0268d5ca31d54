"""Heartbeats: what a device has signed and tracks, whether it is to stop, and time that comes too late."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from handsel.devices.heartbeats import AHEAD_MAX
from handsel.devices.models import HEARD_FRESH, Device
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.hours.protection_words import protection_text
from handsel.work.hours.evidence import verdicts_of
from handsel.work.hours.models import ReceivedSegment, TimeSpan
from handsel.work.hours.pausing import pause_job
from handsel.work.hours.submitting import state_nothing
from handsel.work.jobs.models import Job
from handsel_verify.canonical import WHOLE_MAX
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.simulated_tracker import SimulatedTracker, within
from tests.time_travel import at_once
from tests.tracked_day import BLOCK, track_kept
from tests.web.scenario import signed_in

COVERS = ("handsel.devices.heartbeats",)
pytestmark = pytest.mark.django_db
LATE = "not protected: the device recorded it too late"


@pytest.fixture
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    frozen_clock(MONDAY_NOON)
    hourly = factories.hourly_bound(ada, ben)
    factories.rich(ada, 2_000)
    factories.week_funded(ada, factories.week_of(hourly))
    return hourly


@pytest.fixture
def tracker(job: Job, ben: Person) -> SimulatedTracker:
    return tracker_of(ben)


def verdicts(job: Job) -> list[str]:
    week = factories.week_of(job)
    return [protection_text(row) for row in verdicts_of(week, week.spans.select_related("segment"))]


def backdated() -> list[bool]:
    return list(ReceivedSegment.objects.values_list("is_backdated", flat=True))


def test_a_heartbeat_says_what_runs_and_what_time_it_is(job: Job, tracker: SimulatedTracker) -> None:
    answer = tracker.beats(str(job.uuid), seq=3, prev="ab" * 32)
    assert answer.data == {"server_time": "2026-03-02T17:00:00+00:00", "stop": None}
    row = Device.objects.get()
    assert (row.heard_at, row.heard_seq, row.heard_digest) == (MONDAY_NOON, 3, "ab" * 32)
    assert row.running == job.uuid


def test_the_number_of_a_device_never_goes_back(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    tracker.beats(seq=3, prev="ab" * 32)
    frozen_clock.passes(minutes=12)
    tracker.beats(seq=2, prev="cd" * 32)
    tracker.beats(seq=3, prev="cd" * 32)
    row = Device.objects.get()
    assert (row.heard_at, row.heard_seq, row.heard_digest) == (MONDAY_NOON + BLOCK, 3, "ab" * 32)


@pytest.mark.parametrize("again", [2, 1])
def test_a_heartbeat_that_is_sent_again_changes_nothing(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock, again: int
) -> None:
    """What the device has signed meanwhile is not taken for back-dated because of it."""
    tracker.beats()
    tracker.beats(str(job.uuid))
    before = Device.objects.values().get()
    frozen_clock(MONDAY_NOON + 3 * BLOCK)
    answer = tracker.beats(str(job.uuid) if again == 2 else None, beat=again)
    assert (answer.status, answer.data["server_time"]) == (200, "2026-03-02T17:36:00+00:00")
    after = Device.objects.values().get()
    assert {name: after[name] for name in after if name != "seen_at"} == {
        name: before[name] for name in before if name != "seen_at"
    }
    track_kept(tracker, job, MONDAY_NOON)
    assert backdated() == [False]


def test_no_number_ends_the_heartbeats_of_a_device(job: Job, tracker: SimulatedTracker) -> None:
    """Where the clock of the site was wrong for a while, its devices go on from the number they had."""
    most = int(MONDAY_NOON.timestamp()) + AHEAD_MAX
    for number in (WHOLE_MAX, most + 1):
        answer = tracker.beats(str(job.uuid), beat=number)
        assert (answer.status, answer.code) == (409, "heartbeat-ahead")
        assert str(most) in answer.data["error"]["what"]
    assert set(Device.objects.values_list("heard_beat", "running")) == {(0, None)}
    assert tracker.beats(beat=most).status == 200
    Device.objects.update(heard_beat=2 * most)
    assert tracker.beats(beat=2 * most + 1).status == 200
    assert Device.objects.get().heard_beat == 2 * most + 1


def test_a_token_without_the_key_of_its_device_cannot_bring_its_time_into_doubt(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    thief = SimulatedTracker(within(), access=tracker.access, device=tracker.device)
    frozen_clock(MONDAY_NOON + BLOCK)
    assert thief.beats(seq=1, prev="ab" * 32).code == "signature-wrong"
    other = tracker_of(Person.objects.get(pk=job.freelancer.person_id), "Desk", commits=False)
    says = {"beat": 1, "seq": 1, "prev": "ab" * 32, "running": None}
    signature = other.signs("handsel-heartbeat/1", says)
    assert tracker.posts("/heartbeats", says | {"signature": signature}).code == "signature-wrong"
    assert set(Device.objects.values_list("heard_at", "heard_seq")) == {(None, 0)}
    track_kept(tracker, job, MONDAY_NOON)
    assert verdicts(job) == ["protected"]


@pytest.mark.django_db(transaction=True)
def test_of_heartbeats_at_once_the_highest_number_stays(job: Job, tracker: SimulatedTracker) -> None:
    at_once(*[lambda seq=seq: tracker.beats(beat=seq, seq=seq, prev=f"{seq:064x}") for seq in (4, 2, 5, 3)])
    row = Device.objects.get()
    assert (row.heard_seq, row.heard_digest) == (5, f"{5:064x}")


def test_a_device_is_told_why_to_stop(
    job: Job, tracker: SimulatedTracker, ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    def stop(running: str | None) -> Any:
        return tracker.beats(running).data["stop"]

    assert (stop(str(job.uuid)), stop(str(uuid4())), stop(None)) == (None, "closed", None)
    full = factories.hourly_bound(ada, ben, factories.hourly_terms(hours=1))
    frozen_clock.passes(hours=2)
    factories.worked(full, ago=90, minutes=60)
    assert stop(str(full.uuid)) == "full"
    pause_job(Actor(ada.pk), job)
    assert stop(str(job.uuid)) == "paused"
    idle = factories.hourly_bound(ada, ben)
    state_nothing(Actor(ben.pk), factories.week_of(idle))
    assert stop(str(idle.uuid)) == "submitted"


@pytest.mark.parametrize(
    "fields",
    [
        {"seq": -1},
        {"seq": True},
        {"seq": "1"},
        {"prev": "ab"},
        {"running": 7},
        {"more": 1},
        {"signature": "ab"},
    ],
)
def test_what_is_no_heartbeat_is_refused(tracker: SimulatedTracker, fields: dict[str, Any]) -> None:
    assert tracker.beats(**fields).status == 422


def test_time_that_was_signed_before_a_heartbeat_may_arrive_late(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    frozen_clock.passes(hours=2)
    tracker.beats(seq=2, prev="ab" * 32)
    track_kept(tracker, job, MONDAY_NOON)
    assert verdicts(job) == ["protected"]
    assert faults() == []


def test_back_dated_time_counts_and_is_never_protected(
    job: Job, tracker: SimulatedTracker, ada: Person, frozen_clock: FrozenClock
) -> None:
    frozen_clock(MONDAY_NOON + 2 * BLOCK)
    assert tracker.beats(str(job.uuid)).status == 200
    for place in range(2):
        track_kept(tracker, job, MONDAY_NOON + place * BLOCK)
    assert verdicts(job) == ["protected", "protected"]
    frozen_clock(MONDAY_NOON + 6 * BLOCK)
    tracker.beats(str(job.uuid))
    for place in (2, 5):
        track_kept(tracker, job, MONDAY_NOON + place * BLOCK)
    assert TimeSpan.objects.count() == 4
    assert verdicts(job) == ["protected", "protected", LATE, "protected"]
    assert backdated() == [False, False, True, False]
    page = signed_in(ada).get(reverse("work-view", args=[job.pk])).content.decode()
    assert "Not protected: the device recorded it too late" in page
    assert faults() == []


def test_a_segment_that_is_other_than_was_said_is_back_dated(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    frozen_clock(MONDAY_NOON + BLOCK)
    tracker.beats(seq=1, prev="ab" * 32)
    track_kept(tracker, job, MONDAY_NOON)
    assert verdicts(job) == [LATE]
    ReceivedSegment.objects.update(is_backdated=False)
    assert any("is_backdated" in fault for fault in faults())


def test_both_sides_see_that_a_device_tracks_now(
    job: Job, tracker: SimulatedTracker, ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    day, devices = reverse("work-view", args=[job.pk]), reverse("devices")
    frozen_clock.passes(hours=1)
    track_kept(tracker, job, MONDAY_NOON)

    def shown() -> list[bool]:
        pages = [(ada, day), (ben, day), (ben, devices)]
        return ["Tracking now" in signed_in(who).get(page).content.decode() for who, page in pages]

    assert shown() == [False] * 3
    tracker.beats(str(job.uuid))
    assert shown() == [True] * 3
    frozen_clock.passes(minutes=HEARD_FRESH.seconds // 60)
    assert shown() == [False] * 3
    tracker.beats(str(factories.hourly_bound(ada, ben).uuid))
    assert shown() == [False, False, True]
    tracker.beats()
    assert shown() == [False] * 3
