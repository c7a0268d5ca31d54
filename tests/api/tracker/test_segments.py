"""Segments: taken once and in order, counted where they can be, else kept with the reason."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handsel.config.sample.screens import screen
from handsel.devices.enrolment import revoke
from handsel.devices.models import Device
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.log import keys
from handsel.work.hours.models import ReceivedSegment, Shot, TimeSpan
from handsel.work.hours.pausing import pause_job
from handsel.work.hours.submitting import state_nothing
from handsel.work.hours.timer import start_timer, stop_timer, timer_of
from handsel.work.hours.tracking import refusal_of
from handsel.work.jobs.models import Job
from handsel_verify.notes import note_from
from handsel_verify.receipts import receipt
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.simulated_tracker import ApiAnswer, SimulatedSegment, SimulatedTracker

COVERS = (
    "handsel.api.instants",
    "handsel.record.log.receipts",
    "handsel.work.hours.entries.tracked",
    "handsel.work.hours.models.segments",
    "handsel.work.hours.segment_audit",
    "handsel.work.hours.signing",
    "handsel.work.hours.tracking_refusals",
)
pytestmark = pytest.mark.django_db
BLOCK = timedelta(minutes=12)


@pytest.fixture
def tracker(frozen_clock: FrozenClock, ben: Person) -> SimulatedTracker:
    """A Tracker that was connected at noon; two hours have passed."""
    connected = tracker_of(ben)
    frozen_clock.passes(hours=2)
    return connected


@pytest.fixture
def job(tracker: SimulatedTracker, frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    frozen_clock(MONDAY_NOON)
    hourly = factories.hourly_bound(ada, ben)
    frozen_clock.passes(hours=2)
    return hourly


def block(number: int = 0) -> datetime:
    """A block after noon."""
    return MONDAY_NOON + number * BLOCK


def worked(job: Job) -> list[tuple[datetime, int, str]]:
    return [(row.started_at, row.span.seconds, row.source) for row in TimeSpan.objects.filter(job=job)]


def test_a_segment_is_time_on_its_job_with_a_receipt(job: Job, tracker: SimulatedTracker) -> None:
    segment = tracker.segment(str(job.uuid), block(), start=60, seconds=300)
    answer = tracker.sends(segment)
    assert answer.status == 200
    assert worked(job) == [(block() + timedelta(minutes=1), 300, "tracked")]
    data = answer.data
    assert (data["segment"], data["digest"], data["refusal"]) == (segment.id, segment.digest, "")
    signer = keys.signer()
    at = datetime.fromisoformat(data["received_at"]).isoformat()
    note = note_from(data["receipt"])
    assert note.text == receipt(signer.name, segment=segment.id, digest=segment.digest, received_at=at)
    assert note.signed_by(signer.key) is not None
    assert faults() == []


def test_the_same_segment_again_counts_once(job: Job, tracker: SimulatedTracker) -> None:
    segment = tracker.segment(str(job.uuid), block())
    first, second = tracker.sends(segment), tracker.puts(f"/segments/{segment.id}", segment.body)
    assert (first.status, first.data) == (second.status, second.data)
    assert len(worked(job)) == 1


def test_other_bytes_for_a_block_that_was_sent_are_refused(job: Job, tracker: SimulatedTracker) -> None:
    tracker.sends(tracker.segment(str(job.uuid), block(), seconds=300))
    answer = tracker.sends(tracker.segment(str(job.uuid), block(), seconds=700, seq=1, prev="0" * 64))
    assert answer.code == "segment-changed"
    assert worked(job) == [(block(), 300, "tracked")]


def test_segments_come_in_their_order(job: Job, tracker: SimulatedTracker) -> None:
    tracker.sends(tracker.segment(str(job.uuid), block()))
    for wrong in ({"seq": 1}, {"seq": 3}, {"prev": "0" * 64}, {"prev": "ab" * 32}):
        answer = tracker.sends(tracker.segment(str(job.uuid), block(1), **wrong))
        assert answer.code == "out-of-sequence", wrong
    assert tracker.gets("/segments/next").data == {"seq": 2, "prev": tracker.prev}
    assert tracker.sends(tracker.segment(str(job.uuid), block(1))).status == 200
    assert ReceivedSegment.objects.count() == 2


Change = Callable[[SimulatedSegment], object]
FORGED: dict[str, Change] = {
    "signature-wrong": lambda segment: setattr(segment, "signature", "ab" * 64),
    "other-segment": lambda segment: segment.content.update(device="11111111-1111-4111-8111-111111111111"),
    "segment-malformed": lambda segment: segment.content.update(more=1),
}


@pytest.mark.parametrize("code", FORGED)
def test_what_the_device_did_not_sign_so_is_not_kept(job: Job, tracker: SimulatedTracker, code: str) -> None:
    segment = tracker.segment(str(job.uuid), block())
    FORGED[code](segment)
    assert tracker.sends(segment).code == code
    assert not ReceivedSegment.objects.exists()


def test_the_key_of_another_device_signs_nothing(job: Job, tracker: SimulatedTracker) -> None:
    segment = tracker.segment(str(job.uuid), block())
    segment.key = Ed25519PrivateKey.generate()
    assert tracker.sends(segment).code == "signature-wrong"


def test_a_stolen_token_sends_nothing(job: Job, tracker: SimulatedTracker, eve: Person) -> None:
    thief = tracker_of(eve)
    own, thief.access = thief.access, tracker.access
    assert thief.sends(thief.segment(str(job.uuid), block())).code == "other-segment"
    forged = thief.segment(str(job.uuid), block(), device=tracker.device)
    assert thief.sends(forged).code == "signature-wrong"
    thief.access = own
    assert not ReceivedSegment.objects.exists()


def test_an_identifier_that_is_not_the_segments_is_refused(job: Job, tracker: SimulatedTracker) -> None:
    segment = tracker.segment(str(job.uuid), block())
    answer = tracker.puts("/segments/11111111-1111-4111-8111-111111111111", segment.body)
    assert answer.code == "other-segment"


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"content": "{}", "signature": "ab" * 64, "more": 1},
        {"content": 1, "signature": "ab" * 64},
        {"content": "{}", "signature": "AB" * 64},
        {"content": "x" * 70_000, "signature": "ab" * 64},
        {"content": "a\0b", "signature": "ab" * 64},
        [{"content": "{}", "signature": "ab" * 64}] * 3000,
    ],
)
def test_a_body_of_another_form_is_said_field_by_field(tracker: SimulatedTracker, body: Any) -> None:
    answer = tracker.puts("/segments/11111111-1111-4111-8111-111111111111", body)
    assert (answer.status, answer.code) == (422, "request-invalid")
    assert answer.data["error"]["fields"]


def refused(tracker: SimulatedTracker, segment: SimulatedSegment, code: str, reason: str) -> ApiAnswer:
    """Send what cannot count: it is kept with its reason, told again in the same words, and followed."""
    answer = tracker.sends(segment)
    assert answer.code == code
    row = ReceivedSegment.objects.get(pk=segment.id)
    assert row.refusal == reason
    shown = refusal_of(row)
    assert isinstance(shown, NotFound) or shown.worded().what == answer.data["error"]["what"]
    assert tracker.puts(f"/segments/{segment.id}", segment.body).data == answer.data
    assert (tracker.seq, tracker.prev) == (segment.content["seq"], segment.digest)
    assert faults() == []
    return answer


def test_time_that_is_taken_counts_for_whom_it_came_first(
    job: Job, tracker: SimulatedTracker, ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    frozen_clock(MONDAY_NOON)
    other, second = factories.hourly_bound(ada, ben), tracker_of(ben, "Desk")
    frozen_clock.passes(hours=1)
    tracker.sends(tracker.segment(str(job.uuid), block(), seconds=300))
    overlapping = second.segment(str(other.uuid), block(), start=299, seconds=60)
    assert f"job {job.pk}" in refused(second, overlapping, "time-overlaps", "overlap").data["error"]["what"]
    assert second.sends(second.segment(str(job.uuid), block(), start=300, seconds=60)).status == 200


def test_time_under_the_timer_of_a_page_is_refused(job: Job, tracker: SimulatedTracker, ben: Person) -> None:
    start_timer(Actor(ben.pk, MONDAY_NOON), job, memo="On the page.")
    refused(tracker, tracker.segment(str(job.uuid), block()), "timer-runs", "timer")


def test_time_to_come_and_from_before_the_device_is_refused(job: Job, tracker: SimulatedTracker) -> None:
    refused(tracker, tracker.segment(str(job.uuid), block(-1)), "time-before-device", "device")
    year = tracker.segment(str(job.uuid), block() + timedelta(days=364))
    assert tracker.sends(year).code == "block-not-over"
    assert tracker.sends(tracker.segment(str(job.uuid), block(9))).status == 200


def test_a_block_that_is_not_over_is_sent_again_later(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    early = tracker.segment(str(job.uuid), block(10), seconds=6)
    assert tracker.sends(early).code == "block-not-over"
    assert not ReceivedSegment.objects.exists()
    frozen_clock.passes(minutes=1)
    assert tracker.sends(early).status == 200


def test_a_clock_may_run_a_little_ahead(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    frozen_clock.passes(seconds=10)
    assert tracker.sends(tracker.segment(str(job.uuid), block(10), seconds=15)).status == 200


def test_a_segment_waits_until_its_day_can_get_no_seed_that_would_draw_its_moment(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    brief = tracker.segment(str(job.uuid), block(10), seconds=3)
    frozen_clock.passes(seconds=4)
    assert tracker.sends(brief).code == "block-not-over"
    frozen_clock.passes(seconds=1)
    assert tracker.sends(brief).status == 200


def test_a_segment_begins_where_a_block_does(job: Job, tracker: SimulatedTracker) -> None:
    odd = block() + timedelta(minutes=1)
    refused(tracker, tracker.segment(str(job.uuid), odd), "block-wrong", "block")


def test_more_than_the_device_ran_for_or_input_without_time_does_not_count(
    tracker: SimulatedTracker, job: Job
) -> None:
    young = {"offset_ms": 0, "boot": "a boot", "up_ms": 120_000}
    fields = {"clock": young, "minutes": []}
    refused(tracker, tracker.segment(str(job.uuid), block(), **fields), "time-exceeds-device", "elapsed")
    idle = [{"minute": 9, "active": 1, "keys": None, "clicks": None}]
    part = tracker.segment(str(job.uuid), block(1), seconds=300, minutes=idle)
    refused(tracker, part, "time-exceeds-device", "elapsed")
    assert not TimeSpan.objects.exists()
    assert tracker.sends(tracker.segment(str(job.uuid), block(2), seconds=100, **fields)).status == 200


def test_a_week_that_was_submitted_takes_only_time_that_began_before(
    job: Job, tracker: SimulatedTracker, ben: Person, frozen_clock: FrozenClock
) -> None:
    state_nothing(Actor(ben.pk), factories.week_of(job))
    frozen_clock.passes(hours=1)
    refused(tracker, tracker.segment(str(job.uuid), block(10)), "week-submitted", "submitted")
    assert tracker.sends(tracker.segment(str(job.uuid), block())).status == 200
    assert TimeSpan.objects.get().week.supplement == 1


def test_a_job_that_is_paused_takes_no_time(
    job: Job, tracker: SimulatedTracker, ada: Person, frozen_clock: FrozenClock
) -> None:
    frozen_clock(MONDAY_NOON + timedelta(minutes=20))
    pause_job(Actor(ada.pk), job)
    frozen_clock.passes(hours=1)
    assert tracker.sends(tracker.segment(str(job.uuid), block())).status == 200
    refused(tracker, tracker.segment(str(job.uuid), block(2)), "time-paused", "paused")


def test_a_job_of_others_or_of_another_kind_is_not_there(
    job: Job, tracker: SimulatedTracker, ada: Person, ben: Person, eve: Person
) -> None:
    others = factories.hourly_bound(ada, eve)
    answers = [
        refused(tracker, tracker.segment(number, block(), seconds=10), "not-found", "job").data
        for number in (str(others.uuid), "33333333-3333-4333-8333-333333333333")
    ]
    assert answers[0] == answers[1]
    fixed = factories.bound(ada, ben, 100)
    refused(tracker, tracker.segment(str(fixed.uuid), block()), "invalid-state", "stage")
    unbound = factories.hourly_awarded(ada, ben)
    refused(tracker, tracker.segment(str(unbound.uuid), block()), "invalid-state", "stage")


def test_of_time_that_cannot_count_only_so_much_is_kept_a_day(
    job: Job,
    tracker: SimulatedTracker,
    ben: Person,
    frozen_clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("handsel.work.hours.tracking.REFUSED_MAX", 2)
    unknown, second = "33333333-3333-4333-8333-333333333333", tracker_of(ben, "Desk")
    for device in (tracker, second):
        refused(device, device.segment(unknown, block()), "not-found", "job")
    for device in (tracker, second):
        over = device.segment(unknown, block(1))
        answer = device.sends(over)
        assert (answer.status, answer.code, device.seq) == (409, "refused-time-full", 1)
    assert ReceivedSegment.objects.count() == 2
    assert tracker.sends(tracker.segment(str(job.uuid), block())).status == 200
    frozen_clock.passes(hours=24)
    second.refreshes()
    assert second.sends(over).code == "not-found"
    assert ReceivedSegment.objects.filter(refusal="job").count() == 3


def test_a_device_that_is_revoked_in_between_sends_nothing(
    job: Job, tracker: SimulatedTracker, ben: Person
) -> None:
    segment = tracker.segment(str(job.uuid), block())
    revoke(Actor(ben.pk), Device.objects.get())
    assert tracker.puts(f"/segments/{segment.id}", segment.body).status == 401
    assert worked(job) == []


def test_the_answer_tells_instants_as_they_were_signed(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    frozen_clock.passes(microseconds=99_107)
    day = tracker.commits(MONDAY_NOON.date()).data
    assert f"\n{day['given_at']}\n" in day["note"]
    segment = tracker.segment(str(job.uuid), block())
    data = tracker.sends(segment).data
    signed = receipt(
        keys.signer().name, segment=segment.id, digest=segment.digest, received_at=data["received_at"]
    )
    assert note_from(data["receipt"]).text == signed
    assert ".099107" in data["received_at"]


def test_the_answer_names_the_screenshots_that_are_still_to_come(job: Job, tracker: SimulatedTracker) -> None:
    shots = [tracker.shoots(block() + timedelta(minutes=at), screen(at)) for at in (2, 8)]
    segment = tracker.segment(str(job.uuid), block(), shots=[shot.announced for shot in shots])
    first, second = (shot.announced["commitment"] for shot in shots)
    assert tracker.sends(segment).data["lacking"] == [first, second]
    assert tracker.uploads(shots[0]).status == 200
    again = tracker.puts(f"/segments/{segment.id}", segment.body)
    assert again.data["lacking"] == [second]
    assert [row["lacking"] for row in tracker.gets("/segments").data["receipts"]] == [[second]]
    assert tracker.uploads(shots[1]).status == 200
    assert tracker.puts(f"/segments/{segment.id}", segment.body).data["lacking"] == []


def test_receipts_come_in_pages(job: Job, tracker: SimulatedTracker) -> None:
    for number in range(3):
        tracker.sends(tracker.segment(str(job.uuid), block(number), seconds=60))
    tracker.sends(tracker.segment(str(job.uuid), block(0) + timedelta(minutes=1)))
    page = tracker.gets("/segments?after=1").data
    assert [(row["seq"], row["refusal"]) for row in page["receipts"]] == [(2, ""), (3, ""), (4, "block")]
    assert page["next"] is None
    for wrong in ("-1", "x", str(2**63)):
        assert tracker.gets(f"/segments?after={wrong}").status == 422


def test_the_next_page_of_receipts_begins_after_the_last_of_this_one(
    job: Job, tracker: SimulatedTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handsel.api.tracker.segments.PAGE", 2)
    for number in range(3):
        tracker.sends(tracker.segment(str(job.uuid), block(number), seconds=60))
    first = tracker.gets("/segments").data
    assert ([row["seq"] for row in first["receipts"]], first["next"]) == ([1, 2], 2)
    second = tracker.gets(f"/segments?after={first['next']}").data
    assert ([row["seq"] for row in second["receipts"]], second["next"]) == ([3], None)


@pytest.mark.parametrize("column", ["content", "signature", "digest", "seq"])
def test_the_audit_names_a_segment_that_is_otherwise(
    job: Job, tracker: SimulatedTracker, column: str
) -> None:
    tracker.sends(tracker.segment(str(job.uuid), block()))
    other = {"content": "{}", "signature": "ab" * 64, "digest": "ab" * 32, "seq": 7}
    ReceivedSegment.objects.update(**{column: other[column]})
    assert faults()


@pytest.mark.parametrize("gone", [[0], [1], [0, 1]])
def test_the_audit_names_a_segment_whose_screenshots_are_gone(
    job: Job, tracker: SimulatedTracker, gone: list[int]
) -> None:
    shots = [tracker.shoots(block() + timedelta(minutes=at), screen(at)).announced for at in (2, 8)]
    assert tracker.sends(tracker.segment(str(job.uuid), block(), shots=shots)).status == 200
    assert faults() == []
    Shot.objects.filter(position__in=gone).delete()
    assert [fault.rpartition(" ")[2] for fault in faults()] == ["announced"]


@pytest.mark.parametrize("place", [0, 1])
def test_the_audit_names_the_segment_before_which_a_refused_one_is_gone(
    job: Job, tracker: SimulatedTracker, place: int
) -> None:
    for number in (-2, -1):
        refused(tracker, tracker.segment(str(job.uuid), block(number)), "time-before-device", "device")
    assert tracker.sends(tracker.segment(str(job.uuid), block())).status == 200
    first, second, counted = ReceivedSegment.objects.all()
    (first, second)[place].delete()
    assert [fault.split(" does not follow ")[0] for fault in faults()] == [str((second, counted)[place])]


@pytest.mark.parametrize("gone", [1, 2])
def test_the_audit_names_the_device_whose_last_refused_segments_are_gone(
    job: Job, tracker: SimulatedTracker, gone: int
) -> None:
    for number in (-2, -1):
        refused(tracker, tracker.segment(str(job.uuid), block(number)), "time-before-device", "device")
    for row in ReceivedSegment.objects.order_by("-seq")[:gone]:
        row.delete()
    (fault,) = faults()
    assert fault.endswith(f"has sent segment 2, but the last one that is here is {2 - gone}")
    assert str(Device.objects.get().pk) in fault


def test_what_is_no_segment_is_said_with_the_part_that_is_wrong(job: Job, tracker: SimulatedTracker) -> None:
    answer = tracker.sends(tracker.segment(str(job.uuid), block(), memo="x" * 401))
    assert answer.data["error"]["what"].startswith("This is no segment: memo: ")


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_block_outside_of_any_calendar_is_no_segment(
    job: Job, tracker: SimulatedTracker, year: str
) -> None:
    segment = tracker.segment(str(job.uuid), block())
    first, last = f"{year}-12-31T23:55:00+00:00", f"{year}-12-31T23:56:00+00:00"
    segment.content |= {"block": first, "spans": [[first, last]]}
    assert tracker.sends(segment).code == "segment-malformed"


def test_a_timer_starts_after_time_that_a_fast_clock_tracked(
    job: Job, tracker: SimulatedTracker, ben: Person, frozen_clock: FrozenClock
) -> None:
    frozen_clock.passes(seconds=-5)
    assert tracker.sends(tracker.segment(str(job.uuid), block(9))).status == 200
    start_timer(Actor(ben.pk), job, memo="A call.")
    frozen_clock.passes(seconds=60)
    timer = timer_of(ben)
    assert timer is not None
    stop_timer(Actor(ben.pk), timer)
    tracked, timed = TimeSpan.objects.order_by("started_at")
    assert (tracked.ended_at, timed.span.seconds) == (timed.started_at, 55)
    assert faults() == []
