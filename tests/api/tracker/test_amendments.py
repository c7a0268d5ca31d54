"""Amendments: a screenshot is redacted or deleted, time reworded or taken off the sheet, once and signed."""

from typing import Any
from uuid import uuid4

import pytest

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.trust.disputes.settling import withdraw_any
from handsel.work.hours.models import Shot, ShotRedaction, TimeSpan
from handsel.work.hours.shots.storage import path_of, thumbnail_of, write
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.simulated_tracker import SimulatedSegment, SimulatedShot, SimulatedTracker
from tests.time_travel import let_pass
from tests.trust.disputing import latest
from tests.web.scenario import signed_in, work_all
from tests.work.hours.as_shown import dispute
from tests.work.hours.shots.test_image import webp

COVERS = (
    "handsel.work.hours.amending",
    "handsel.work.hours.entries.redactions",
    "handsel.work.hours.models.redactions",
    "handsel.work.hours.rewording",
    "handsel.work.hours.shots.redacting",
)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tracker(frozen_clock: FrozenClock, ben: Person) -> SimulatedTracker:
    return tracker_of(ben)


@pytest.fixture
def job(tracker: SimulatedTracker, frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    hourly = factories.hourly_bound(ada, ben)
    frozen_clock.passes(hours=2)
    return hourly


@pytest.fixture
def segment(job: Job, tracker: SimulatedTracker, shot: SimulatedShot) -> SimulatedSegment:
    """A block with a screenshot that arrived and was read."""
    sent = tracker.segment(
        str(job.uuid), MONDAY_NOON, shots=[dict(shot.announced)], work_view={"state": "on", "reason": ""}
    )
    assert tracker.sends(sent).status == tracker.uploads(shot).status == 200
    work_all()
    return sent


@pytest.fixture
def shot(tracker: SimulatedTracker, job: Job) -> SimulatedShot:
    return tracker.shoots_when_due(str(job.uuid), MONDAY_NOON, webp())


def left(commitment: str) -> bool:
    return path_of(commitment).exists() or thumbnail_of(commitment).exists()


def test_a_redacted_screenshot_takes_the_place_of_the_one_before(
    tracker: SimulatedTracker, segment: SimulatedSegment, shot: SimulatedShot, job: Job, ada: Person
) -> None:
    before = shot.announced["commitment"]
    assert tracker.redacts(segment, shot, webp((64, 40))).status == 200
    row = Shot.objects.get()
    assert (row.commitment, row.state, row.salt, row.redactions) == (
        shot.announced["commitment"],
        "awaited",
        "",
        1,
    )
    assert not left(before)
    assert tracker.uploads(shot).status == 200
    work_all()
    assert Shot.objects.get().state == "kept"
    entry = Entry.objects.get(kind="shot.redacted")
    assert (entry.facts["commitment"], entry.facts["replacement"]) == (before, row.commitment)
    assert "Redacted by Ben" in signed_in(ada).get(f"/jobs/{job.pk}/work-view/").content.decode()
    assert faults() == []


def test_the_bytes_before_cannot_come_back(
    tracker: SimulatedTracker, segment: SimulatedSegment, shot: SimulatedShot, frozen_clock: FrozenClock
) -> None:
    before, content = dict(shot.announced), shot.content
    tracker.redacts(segment, shot, webp((64, 40)))
    assert tracker.uploads(SimulatedShot(before, content)).code == "shot-unknown"
    write(path_of(before["commitment"]), content[32:])
    frozen_clock.passes(minutes=6)
    work_all()
    assert not left(before["commitment"])
    back = {"kind": "redact", "shot": shot.announced["commitment"], "redactions": 1}
    back["replacement"] = before["commitment"]
    assert tracker.amends(segment.id, back).code == "shot-repeated"
    assert faults() == []


def test_a_screenshot_is_redacted_twice_and_then_deleted(
    tracker: SimulatedTracker, segment: SimulatedSegment, shot: SimulatedShot
) -> None:
    for size in ((64, 40), (32, 20)):
        assert tracker.redacts(segment, shot, webp(size)).status == 200
    assert faults() == []
    deletion = {"kind": "delete", "shot": shot.announced["commitment"]}
    assert tracker.amends(segment.id, deletion).status == 200
    assert tracker.amends(segment.id, deletion).code == "shot-deleted"
    assert (Shot.objects.get().state, ShotRedaction.objects.count()) == ("deleted", 2)
    assert faults() == []


def test_time_has_another_memo_and_is_as_protected_as_before(
    tracker: SimulatedTracker, segment: SimulatedSegment, shot: SimulatedShot, job: Job, ada: Person
) -> None:
    before = TimeSpan.objects.values().get()
    assert tracker.amends(segment.id, {"kind": "memo", "memo": "Plates 3 & 4, “blue”"}).status == 200
    assert TimeSpan.objects.values().get() == before | {"memo": "Plates 3 & 4, “blue”"}
    entry = Entry.objects.get(kind="time.changed")
    assert [entry.facts[name][0]["memo"] for name in ("removed", "spans")] == [
        before["memo"],
        "Plates 3 & 4, “blue”",
    ]
    room = signed_in(ada).get(f"/jobs/{job.pk}/").content.decode()
    assert "changed the memo of 12 min" in room
    assert "Plates 3 &amp; 4, “blue”" in room
    assert faults() == []


@pytest.mark.parametrize(
    ("memo", "code"),
    [
        ("", "memo-missing"),
        ("   ", "memo-missing"),
        ("x" * 401, "amendment-malformed"),
        ("two\nlines", "amendment-malformed"),
        ("\u202eright to left", "amendment-malformed"),
        (7, "amendment-malformed"),
    ],
)
def test_a_memo_without_words_or_on_more_lines_is_refused(
    tracker: SimulatedTracker, segment: SimulatedSegment, memo: Any, code: str
) -> None:
    assert tracker.amends(segment.id, {"kind": "memo", "memo": memo}).code == code
    assert not Entry.objects.filter(kind="time.changed").exists()


@pytest.mark.parametrize("kind", ["redact", "delete", "memo", "remove"])
def test_the_same_request_again_changes_nothing_more(
    tracker: SimulatedTracker, segment: SimulatedSegment, shot: SimulatedShot, kind: str
) -> None:
    named: dict[str, Any] = {"shot": shot.announced["commitment"]} if kind in ("redact", "delete") else {}
    if kind == "memo":
        named = {"memo": "Plates"}
    if kind == "redact":
        named |= {"replacement": "a" * 64, "redactions": 2}
    key = str(uuid4())
    answers = [tracker.amends(segment.id, {"kind": kind, **named}, key) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].data == answers[1].data
    kinds = ["shot.redacted", "shot.deleted", "time.removed", "time.changed"]
    assert Entry.objects.filter(kind__in=kinds).count() == (2 if kind == "remove" else 1)
    other = {"kind": "redact", "shot": shot.announced["commitment"], "replacement": "b" * 64, "redactions": 1}
    if kind == "redact":
        assert tracker.amends(segment.id, other, key).code == "key-reused"
    assert faults() == []


def test_time_is_taken_off_with_its_screenshots(
    tracker: SimulatedTracker, segment: SimulatedSegment, shot: SimulatedShot
) -> None:
    assert tracker.amends(segment.id, {"kind": "remove"}).status == 200
    assert not TimeSpan.objects.exists()
    assert not left(shot.announced["commitment"])
    assert faults() == []


@pytest.mark.parametrize("kind", ["redact", "delete", "memo", "remove"])
def test_nothing_changes_once_the_week_was_submitted(
    tracker: SimulatedTracker,
    segment: SimulatedSegment,
    shot: SimulatedShot,
    kind: str,
    frozen_clock: FrozenClock,
) -> None:
    let_pass(frozen_clock, days=7)
    change: dict[str, Any] = {"kind": kind}
    if kind in ("redact", "delete"):
        change["shot"] = shot.announced["commitment"]
    if kind == "memo":
        change["memo"] = "Plates"
    if kind == "redact":
        change |= {"replacement": "a" * 64, "redactions": 1}
    assert tracker.amends(segment.id, change).code in ("shot-late", "week-submitted")
    assert left(shot.announced["commitment"])
    assert faults() == []


@pytest.mark.parametrize("ends", [False, True], ids=["disputed", "withdrawn"])
def test_nothing_changes_while_its_block_is_disputed_nor_once_that_ended(
    tracker: SimulatedTracker,
    segment: SimulatedSegment,
    shot: SimulatedShot,
    job: Job,
    ada: Person,
    frozen_clock: FrozenClock,
    ends: bool,
) -> None:
    let_pass(frozen_clock, days=7)
    sheet = factories.week_of(job).sheet
    dispute(Actor(ada.pk), sheet, numbers=[sheet.billed_blocks()[0].number], reason="Not agreed.")
    if ends:
        withdraw_any(Actor(ada.pk), latest())
    named = {"shot": shot.announced["commitment"]}
    changes: list[dict[str, Any]] = [{"kind": "delete", **named}, {"kind": "memo", "memo": "Plates"}]
    changes.append({"kind": "redact", **named, "replacement": "a" * 64, "redactions": 1})
    answers = [tracker.amends(segment.id, change) for change in changes]
    assert [answer.code for answer in answers] == ["shot-late", "week-submitted", "shot-late"]
    assert left(shot.announced["commitment"])
    assert faults() == []


def test_what_is_not_signed_or_not_its_own_is_refused(
    tracker: SimulatedTracker, segment: SimulatedSegment, shot: SimulatedShot, eve: Person, ben: Person
) -> None:
    deletion = {"kind": "delete", "shot": shot.announced["commitment"]}
    assert tracker.amends(segment.id, deletion, device=str(uuid4())).code == "other-segment"
    assert tracker.amends(segment.id, {"kind": "add"}).code == "amendment-malformed"
    assert tracker.amends(str(uuid4()), deletion).status == 404
    for other in (tracker_of(eve), tracker_of(ben, "Another laptop")):
        assert other.amends(segment.id, deletion).status == 404
    forged = tracker_of(ben, "A third laptop")
    forged.access, forged.device = tracker.access, tracker.device
    assert forged.amends(segment.id, deletion).code == "signature-wrong"
    path, body = f"/segments/{segment.id}/amendments", {"content": "{}", "signature": "0" * 128}
    assert tracker.posts(path, body).status == 422
    assert Shot.objects.get().state == "kept"
