"""Screenshots: taken once, whole, and as their segment announced them; deleted for good."""

from datetime import datetime, timedelta

import pytest

from handsel.devices.enrolment import revoke
from handsel.devices.models import Device
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.models import Shot
from handsel.work.hours.shots.deleting import delete_shot
from handsel.work.hours.shots.lifecycle import SHOT_LABELS, ShotState
from handsel.work.hours.shots.refusals import ShotDeleted, ShotLate
from handsel.work.hours.shots.storage import path_of, thumbnail_of
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.simulated_tracker import SimulatedShot, SimulatedTracker
from tests.time_travel import let_pass
from tests.web.scenario import work_all
from tests.work.hours.shots.test_image import UNFIT, webp

COVERS = (
    "handsel.work.hours.entries.shots",
    "handsel.work.hours.models.shots",
    "handsel.work.hours.shots.audit",
    "handsel.work.hours.shots.deleting",
    "handsel.work.hours.shots.lifecycle",
    "handsel.work.hours.shots.receiving",
    "handsel.work.hours.shots.refusals",
    "handsel.work.hours.shots.storage",
    "handsel.work.hours.shots.thumbnail_worker",
)
pytestmark = pytest.mark.django_db
TAKEN = MONDAY_NOON + timedelta(minutes=5)


@pytest.fixture
def tracker(frozen_clock: FrozenClock, ben: Person) -> SimulatedTracker:
    return tracker_of(ben)


@pytest.fixture
def job(tracker: SimulatedTracker, frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    hourly = factories.hourly_bound(ada, ben)
    frozen_clock.passes(hours=2)
    return hourly


def announced(tracker: SimulatedTracker, job: Job, picture: bytes, at: datetime = TAKEN) -> SimulatedShot:
    """A screenshot whose segment was sent."""
    shot = tracker.shoots(at, picture)
    block = MONDAY_NOON + (at - MONDAY_NOON) // timedelta(minutes=12) * timedelta(minutes=12)
    assert tracker.sends(tracker.segment(str(job.uuid), block, shots=[shot.announced])).status == 200
    return shot


def test_a_picture_arrives_once_and_gets_a_thumbnail(job: Job, tracker: SimulatedTracker) -> None:
    shot = announced(tracker, job, webp((1920, 1080)))
    assert Shot.objects.get().state == ShotState.AWAITED
    first, second = tracker.uploads(shot), tracker.uploads(shot)
    assert first.status == second.status == 200
    assert first.data == second.data
    row = Shot.objects.get()
    assert (row.state, row.size, row.taken_at) == (ShotState.ARRIVED, len(shot.content) - 32, TAKEN)
    assert path_of(row.commitment).read_bytes() == shot.content[32:]
    work_all()
    assert Shot.objects.get().state == ShotState.KEPT
    assert thumbnail_of(row.commitment).stat().st_size < 20_000
    assert faults() == []


def test_a_picture_that_cannot_be_read_counts_as_none(job: Job, tracker: SimulatedTracker) -> None:
    picture = webp((640, 400), quality=90)
    broken = picture[:40] + bytes(len(picture) - 40)
    assert tracker.uploads(announced(tracker, job, broken)).status == 200
    work_all()
    assert Shot.objects.get().state == ShotState.UNREADABLE
    assert faults() == []


@pytest.mark.parametrize("name", UNFIT)
def test_what_is_no_plain_picture_is_refused(job: Job, tracker: SimulatedTracker, name: str) -> None:
    assert tracker.uploads(announced(tracker, job, UNFIT[name])).code == "shot-unfit"
    assert Shot.objects.get().state == ShotState.AWAITED


def test_other_bytes_and_unknown_ones_are_refused(job: Job, tracker: SimulatedTracker) -> None:
    shot = announced(tracker, job, webp())
    assert tracker.uploads(shot, shot.content + b"x").code == "shot-digest-wrong"
    assert tracker.uploads(shot, b"").code == "shot-digest-wrong"
    assert tracker.uploads(tracker.shoots(TAKEN, webp())).code == "shot-unknown"
    assert tracker.uploads(SimulatedShot({"commitment": "no-digest"}, b"")).status == 422
    large = announced(tracker, job, bytes(600_000), TAKEN + timedelta(minutes=12))
    assert tracker.uploads(large).code == "shot-too-large"


def test_a_body_above_what_forms_have_is_not_read(job: Job, tracker: SimulatedTracker) -> None:
    answer = tracker.uploads(tracker.shoots(TAKEN, webp()), bytes(1_000_001))
    assert (answer.status, answer.code) == (413, "form-too-long")


def test_another_device_sends_no_picture_of_this_one(
    job: Job, tracker: SimulatedTracker, ben: Person, eve: Person
) -> None:
    shot = announced(tracker, job, webp())
    for person in (ben, eve):
        assert tracker_of(person, "Other").uploads(shot).code == "shot-unknown"


def test_a_picture_of_a_device_that_was_revoked_does_not_come(
    job: Job, tracker: SimulatedTracker, ben: Person
) -> None:
    shot = announced(tracker, job, webp())
    revoke(Actor(ben.pk), Device.objects.get(pk=tracker.device))
    assert tracker.uploads(shot).status == 401
    assert Shot.objects.get().state == "awaited"
    assert faults() == []


def test_a_picture_is_announced_once(job: Job, tracker: SimulatedTracker) -> None:
    shot = announced(tracker, job, webp())
    at = {**shot.announced, "due": "2026-03-02T17:20:00+00:00", "taken": "2026-03-02T17:20:00+00:00"}
    second = tracker.segment(str(job.uuid), MONDAY_NOON + timedelta(minutes=12), shots=[at])
    assert tracker.sends(second).code == "shot-repeated"
    assert faults() == []


def test_a_deleted_picture_is_gone_with_its_salt(job: Job, tracker: SimulatedTracker, ben: Person) -> None:
    shot = announced(tracker, job, webp())
    tracker.uploads(shot)
    work_all()
    row = Shot.objects.get()
    with pytest.raises(ShotDeleted):
        _delete_twice(ben, row)
    row.refresh_from_db()
    assert (row.state, row.salt) == (ShotState.DELETED, "")
    assert tracker.uploads(shot).code == "shot-deleted"
    assert SHOT_LABELS[ShotState(row.state)] == "Deleted"
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_a_deleted_picture_leave_the_disk(
    job: Job, tracker: SimulatedTracker, ben: Person
) -> None:
    tracker.uploads(announced(tracker, job, webp()))
    work_all()
    row = Shot.objects.get()
    delete_shot(Actor(ben.pk), row)
    assert not path_of(row.commitment).exists()
    assert not thumbnail_of(row.commitment).exists()


def _delete_twice(ben: Person, row: Shot) -> None:
    delete_shot(Actor(ben.pk), row)
    delete_shot(Actor(ben.pk), Shot.objects.get())


def test_after_submission_no_picture_comes_or_goes(
    job: Job, tracker: SimulatedTracker, ben: Person, frozen_clock: FrozenClock
) -> None:
    late, kept = (announced(tracker, job, webp(), TAKEN + timedelta(minutes=12 * n)) for n in range(2))
    tracker.uploads(kept)
    let_pass(frozen_clock, days=7)
    assert tracker.uploads(late).code == "shot-late"
    assert tracker.uploads(kept).status == 200
    with pytest.raises(ShotLate):
        delete_shot(Actor(ben.pk), Shot.objects.get(state=ShotState.KEPT))


@pytest.mark.parametrize("column", ["salt", "size", "monitor", "taken_at", "deleted_at"])
def test_the_audit_names_a_picture_that_is_otherwise(
    job: Job, tracker: SimulatedTracker, column: str
) -> None:
    tracker.uploads(announced(tracker, job, webp()))
    other = {"salt": "ab" * 32, "size": 1, "monitor": 3, "taken_at": MONDAY_NOON, "deleted_at": TAKEN}
    Shot.objects.update(**{column: other[column]})
    assert faults()


@pytest.mark.parametrize(
    "altered",
    [{"salt": "", "size": 0}, {"salt": "", "size": 0, "arrived_at": None}],
    ids=["its bytes too", "when it came too"],
)
def test_the_audit_names_a_picture_that_is_said_never_to_have_come(
    job: Job, tracker: SimulatedTracker, altered: dict[str, object]
) -> None:
    tracker.uploads(announced(tracker, job, webp()))
    work_all()
    Shot.objects.update(state=ShotState.AWAITED, **altered)
    assert any("screenshot" in fault for fault in faults())
