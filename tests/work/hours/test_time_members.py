"""A job's bundle has the segments of its tracked time, and both hold together."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from handsel.devices.models import Device
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.log import keys
from handsel.work.hours.models import ReceivedSegment
from handsel.work.hours.submitting import submit_week
from handsel.work.jobs.models import Job
from handsel_verify.bundles import check
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.db_tamper import change
from tests.made_once import made_once
from tests.record.evidence import members
from tests.tracked_day import BLOCK, track_kept
from tests.tracked_week import LATER, SUBMITTED, TrackedWeek, bundle_of, tracked_week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
@made_once
def week(frozen_clock: None, ada: Person, ben: Person) -> TrackedWeek:
    return tracked_week(ada, ben)


def test_the_tracked_time_of_a_week_is_checked_without_the_house(week: TrackedWeek, tmp_path: Path) -> None:
    place = bundle_of(week.job, tmp_path / "bundle.zip")
    report = check(place, keys.signer().key)
    assert report.faults == []
    assert report.holds[-2:] == [
        "tracked time is as it was signed: 6 segments with receipts",
        "timesheets are the sums of their time: 1 submitted",
    ]
    assert report.remarks == [
        f"Device {device.pk} signed with the key {device.fingerprint}: compare it with what the device shows"
        for device in Device.objects.order_by("-name")
    ]
    lines = [json.loads(line) for line in members(place)["time/segments.jsonl"].splitlines()]
    rows = ReceivedSegment.objects.in_bulk(line["receipt"].split("\n")[1] for line in lines)
    assert [rows.popitem()[1].refusal for _ in lines] == [""] * 6


def test_late_time_is_checked_with_its_supplement(
    week: TrackedWeek, tmp_path: Path, frozen_clock: FrozenClock, ben: Person
) -> None:
    frozen_clock(SUBMITTED)
    track_kept(week.desk, week.job, LATER + 2 * BLOCK)
    submit_week(Actor(ben.pk), factories.week_of(week.job, 1))
    report = check(bundle_of(week.job, tmp_path / "bundle.zip"), keys.signer().key)
    assert report.faults == []
    assert report.holds[-1] == "timesheets are the sums of their time: 2 submitted"


def test_a_seed_that_was_never_given_is_there_without_one(week: TrackedWeek, tmp_path: Path) -> None:
    content = members(bundle_of(week.job, tmp_path / "bundle.zip"))
    notes = [json.loads(line)["note"].split("\n") for line in content["time/seeds.jsonl"].splitlines()]
    assert sorted((device, day, bool(seed)) for _, device, day, _, _, seed, *_ in notes) == sorted(
        [
            (week.laptop.device, "2026-03-02", True),
            (week.desk.device, "2026-03-02", True),
            (week.desk.device, "2026-03-03", False),
        ]
    )


def test_a_nonce_of_a_day_without_a_commitment_leaves_the_bundle_whole(
    ada: Person, ben: Person, tmp_path: Path
) -> None:
    with clock.frozen_at(MONDAY_NOON):
        job, tracker = factories.hourly_bound(ada, ben), tracker_of(ben, commits=False)
    with clock.frozen_at(MONDAY_NOON + timedelta(hours=1)):
        segment = tracker.segment(str(job.uuid), MONDAY_NOON, nonce=bytes(32).hex())
        assert tracker.sends(segment).status == 200
    assert check(bundle_of(job, tmp_path / "bundle.zip"), keys.signer().key).faults == []


def test_the_job_from_which_time_was_moved_keeps_its_segment(week: TrackedWeek, tmp_path: Path) -> None:
    """What its device signed stays on the record of the job on which it was tracked."""
    other = Job.objects.exclude(pk=week.job.pk).get()
    place = bundle_of(other, tmp_path / "bundle.zip")
    assert check(place).faults == []
    (line,) = members(place)["time/segments.jsonl"].splitlines()
    assert json.loads(json.loads(line)["content"])["job"] == str(other.uuid)


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("content", "{}", "it has other fields than a segment"),
        ("signature", "ab" * 64, "is not signed with the key of its device"),
        ("digest", "ab" * 32, "its receipt is of something else"),
        ("received_at", SUBMITTED, "its receipt has another time than entry"),
    ],
)
def test_a_segment_that_was_altered_is_named(
    week: TrackedWeek, tmp_path: Path, column: str, value: object, why: str
) -> None:
    change(ReceivedSegment.objects.filter(job=week.job).earliest("seq"), **{column: value})
    assert any(why in fault for fault in check(bundle_of(week.job, tmp_path / "bundle.zip")).faults)
