"""Moments of screenshots, as they are received: what was not drawn by both sides protects nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.log import keys
from handsel.web.hours.protection_words import protection_text
from handsel.work.hours.evidence import verdicts_of
from handsel.work.hours.models import ReceivedSegment, Shot
from handsel.work.hours.submitting import submit_week
from handsel.work.jobs.models import Job
from handsel_verify.bundles import check
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.simulated_moments import SimulatedDay
from tests.simulated_tracker import ApiAnswer, SimulatedTracker, instant
from tests.tracked_day import BLOCK, ON
from tests.tracked_week import SUBMITTED, bundle_of
from tests.web.scenario import signed_in, work_all
from tests.work.hours.shots.test_image import webp

TODAY = MONDAY_NOON.astimezone(UTC).date()
SECOND = timedelta(seconds=1)
NOT_WHEN_DUE = "not protected: no screenshot at the moment drawn for it"
UNCHECKED = "not protected: the moment of its screenshot cannot be checked"


@pytest.fixture
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    """A funded job."""
    frozen_clock(MONDAY_NOON)
    hourly = factories.hourly_bound(ada, ben)
    factories.rich(ada, 2_000)
    factories.week_funded(ada, factories.week_of(hourly))
    return hourly


@pytest.fixture
def tracker(job: Job, ben: Person) -> SimulatedTracker:
    """A Tracker that has not committed itself to anything."""
    return tracker_of(ben, commits=False)


def sent(tracker: SimulatedTracker, job: Job, block: datetime, **fields: Any) -> ApiAnswer:
    """Send a block with its screenshot, which was due or taken so many seconds later than it should."""
    span = {name: fields.pop(name) for name in ("start", "seconds") if name in fields}
    shot = tracker.shoots_when_due(str(job.uuid), block, webp(), **span)
    due = datetime.fromisoformat(shot.announced["due"])
    shot.announced["due"] = instant(due + fields.pop("due", 0) * SECOND)
    shot.announced["taken"] = instant(due + fields.pop("taken", 0) * SECOND)
    shot.announced |= fields.pop("shot", {})
    answer = tracker.sends(
        tracker.segment(str(job.uuid), block, **span, **{"work_view": ON, "shots": [shot.announced]} | fields)
    )
    if answer.status == 200:
        assert tracker.uploads(shot).status == 200
    work_all()
    return answer


def roomy_block(tracker: SimulatedTracker, job: Job) -> datetime:
    """A block whose moment is not within its first or last 40 seconds."""
    for block in (MONDAY_NOON + place * BLOCK for place in range(20)):
        due = tracker.days[TODAY].due(str(job.uuid), block, [(block, block + BLOCK)])
        if block + 40 * SECOND < due < block + BLOCK - 40 * SECOND:
            return block
    raise AssertionError("twenty moments at the edge of their blocks")


def verdicts(job: Job) -> list[str]:
    """What holds of each block of the week."""
    week = factories.week_of(job)
    return [protection_text(row) for row in verdicts_of(week, week.spans.select_related("segment"))]


def drawn_by(job: Job) -> list[str]:
    return list(ReceivedSegment.objects.filter(job=job, refusal="").values_list("drawn_by", flat=True))


def test_both_sides_draw_the_moment_of_a_block(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    tracker.commits(TODAY)
    frozen_clock.passes(hours=2)
    sent(tracker, job, MONDAY_NOON)
    sent(tracker, job, MONDAY_NOON + BLOCK, start=100, seconds=300)
    sent(tracker, job, MONDAY_NOON + 2 * BLOCK, seconds=31)
    assert verdicts(job) == ["protected"] * 3
    assert drawn_by(job) == ["shared"] * 3
    assert faults() == []


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"taken": -2}, "protected"),
        ({"taken": 30}, "protected"),
        ({"taken": -3}, NOT_WHEN_DUE),
        ({"taken": 31}, NOT_WHEN_DUE),
        ({"due": 1, "taken": 1}, NOT_WHEN_DUE),
        ({"shot": {"offline": True}}, NOT_WHEN_DUE),
    ],
)
def test_a_screenshot_at_another_moment_protects_nothing(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock, changes: dict[str, Any], verdict: str
) -> None:
    tracker.commits(TODAY)
    frozen_clock.passes(hours=5)
    assert sent(tracker, job, roomy_block(tracker, job), **changes).status == 200
    assert verdicts(job) == [verdict]
    assert faults() == []


def test_work_view_off_in_a_part_of_a_block_protects_none_of_it(
    job: Job, tracker: SimulatedTracker, ben: Person, frozen_clock: FrozenClock, tmp_path: Path
) -> None:
    tracker.commits(TODAY)
    desk, off = tracker_of(ben, "Desk"), {"state": "off", "reason": "Turned off by the person."}
    frozen_clock.passes(hours=2)
    sent(tracker, job, MONDAY_NOON, seconds=400)
    assert desk.sends(desk.segment(str(job.uuid), MONDAY_NOON, start=400, seconds=320)).status == 200
    sent(tracker, job, MONDAY_NOON + BLOCK, work_view=off)
    sent(tracker, job, MONDAY_NOON + 2 * BLOCK)
    assert verdicts(job) == ["not protected: Work View was off"] * 2 + ["protected"]
    assert set(Shot.objects.values_list("state", flat=True)) == {"kept"}
    frozen_clock(SUBMITTED)
    submit_week(Actor(ben.pk), factories.week_of(job))
    sheet = factories.week_of(job).sheet
    assert (sheet.protected, sheet.unprotected) == (720, 1440)
    assert check(bundle_of(job, tmp_path / "bundle.zip"), keys.signer().key).faults == []
    assert faults() == []


def test_a_nonce_that_was_not_committed_to_is_refused_and_kept(
    job: Job, tracker: SimulatedTracker, ben: Person, frozen_clock: FrozenClock
) -> None:
    tracker.commits(TODAY)
    frozen_clock.passes(hours=2)
    others = [tracker.days[TODAY].nonce(MONDAY_NOON + BLOCK), "ab" * 32]
    for place, nonce in enumerate(others):
        assert sent(tracker, job, MONDAY_NOON + place * BLOCK, nonce=nonce).code == "nonce-wrong"
    assert sent(tracker, job, MONDAY_NOON + 2 * BLOCK).status == 200
    assert list(ReceivedSegment.objects.values_list("refusal", flat=True)) == ["nonce", "nonce", ""]
    assert verdicts(job) == ["protected"]
    assert faults() == []


def test_a_commitment_that_came_after_the_block_began_protects_nothing(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    frozen_clock(MONDAY_NOON + 6 * SECOND)
    tracker.commits(TODAY)
    frozen_clock.passes(hours=2)
    sent(tracker, job, MONDAY_NOON)
    sent(tracker, job, MONDAY_NOON + BLOCK, start=0)
    assert verdicts(job) == [UNCHECKED, "protected"]
    assert drawn_by(job) == ["none", "shared"]
    assert faults() == []


def test_a_seed_that_came_after_the_block_began_leaves_the_moment_to_the_device(
    job: Job, tracker: SimulatedTracker, ada: Person, frozen_clock: FrozenClock
) -> None:
    first = MONDAY_NOON + timedelta(days=1)
    tracker.commits(first.date())
    frozen_clock(first + BLOCK + 6 * SECOND)
    assert tracker.commits(first.date()).data["seed"]
    frozen_clock.passes(hours=2)
    for place in range(3):
        sent(tracker, job, first + place * BLOCK)
    sent(tracker, job, first + 3 * BLOCK, shot={"offline": True})
    assert drawn_by(job) == ["offline", "offline", "shared", "shared"]
    assert verdicts(job) == ["protected"] * 3 + [NOT_WHEN_DUE]
    page = signed_in(ada).get(reverse("work-view", args=[job.pk])).content.decode()
    assert page.count("Offline: moment drawn by the device") == 2
    assert faults() == []


def test_a_device_that_had_the_seed_does_not_draw_alone(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    tracker.commits(TODAY)
    tracker.days[TODAY].given_at = None
    frozen_clock.passes(hours=2)
    sent(tracker, job, MONDAY_NOON)
    assert verdicts(job) == [NOT_WHEN_DUE]


def test_a_device_without_a_network_is_protected_for_as_long_as_it_was_committed(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    days = [MONDAY_NOON + timedelta(days=number) for number in range(1, 6)]
    for day in days[:4]:
        tracker.commits(day.date())
    tracker.days[days[4].date()] = SimulatedDay()
    frozen_clock(days[4] + timedelta(hours=2))
    for day in days:
        sent(tracker, job, day)
    assert verdicts(job) == ["protected"] * 4 + [UNCHECKED]
    assert drawn_by(job) == ["offline"] * 4 + ["none"]
    assert faults() == []


def test_without_a_commitment_no_screenshot_protects(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock
) -> None:
    tracker.days[TODAY] = SimulatedDay()
    frozen_clock.passes(hours=2)
    sent(tracker, job, MONDAY_NOON)
    sent(tracker, job, MONDAY_NOON + BLOCK, nonce=None)
    assert verdicts(job) == [UNCHECKED, UNCHECKED]


@pytest.mark.parametrize("column", ["drawn_by", "due_at"])
def test_the_audit_names_a_moment_that_was_not_drawn(
    job: Job, tracker: SimulatedTracker, frozen_clock: FrozenClock, column: str
) -> None:
    tracker.commits(TODAY)
    frozen_clock.passes(hours=2)
    sent(tracker, job, MONDAY_NOON)
    ReceivedSegment.objects.update(**{column: {"drawn_by": "offline", "due_at": MONDAY_NOON - BLOCK}[column]})
    assert any("another moment than was drawn" in fault for fault in faults())
