"""The Work View page: a day by hour and block, with screenshots in every state."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from handsel.config.sample.screens import screen
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import Shot, TimeSpan
from handsel.work.hours.moving import move_time
from handsel.work.hours.shots.deleting import delete_shot
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.simulated_tracker import SimulatedTracker, instant
from tests.time_travel import let_pass
from tests.tracked_day import BLOCK, every_state, track, track_kept
from tests.web.scenario import signed_in, work_all

COVERS = (
    "handsel.web.hours.shots.day_blocks",
    "handsel.web.hours.shots.day_loading",
    "handsel.web.hours.shots.day_view",
    "handsel.web.hours.shots.frames",
    "handsel.web.hours.shots.views",
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def tracker(frozen_clock: FrozenClock, ben: Person) -> SimulatedTracker:
    return tracker_of(ben)


@pytest.fixture
def job(tracker: SimulatedTracker, frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    hourly = factories.hourly_bound(ada, ben)
    factories.rich(ada, 1_000)
    factories.week_funded(ada, factories.week_of(hourly))
    frozen_clock.passes(hours=4)
    return hourly


def page_of(person: Person, job: Job, day: str = "") -> str:
    answer = signed_in(person).get(reverse("work-view", args=[job.pk]), {"day": day} if day else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_day_shows_every_state(
    tracker: SimulatedTracker, job: Job, ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    every_state(tracker, job, MONDAY_NOON, ben)
    work_all()
    client, freelancer = page_of(ada, job), page_of(ben, job)
    common = ["Not readable", "Not received yet", "Work View was off: Switched off by hand."]
    common += [
        "Not possible on the device: The desktop does not allow screenshots.",
        "No screenshot",
        "No screenshot needed",
    ]
    for page in (client, freelancer):
        assert [words for words in common if words not in page] == []
        assert page.count('class="frame"') == 6
    assert "Deleted by Ben" in client
    assert "Redacted by Ben" in client
    assert "You deleted it" in freelancer
    assert "Redacted by you" in freelancer
    assert "Not protected: its screenshot has not arrived" in client
    assert "Not protected: its screenshot was deleted" in client
    assert "Not protected: its screenshot is not readable" in client
    assert "Not protected: Work View was off" in client
    assert "Not protected: no screenshot was possible on the device" in client
    assert client.count("</svg>Protected</span>") == 7
    assert "Active in 9 of 12 minutes" in client
    assert "Active in 0 of 12 minutes" in client


def test_an_hour_has_its_commits_with_and_without_screenshots(
    tracker: SimulatedTracker, job: Job, ada: Person
) -> None:
    commits = [{"hash": "3f2a9c1e" * 5, "subject": "Sort <names>"}]
    track(tracker, job, MONDAY_NOON, commits=commits)
    assert "<li><code>3f2a9c1e</code> Sort &lt;names&gt;</li>" in page_of(ada, job)


def test_sums_are_those_of_the_blocks(
    tracker: SimulatedTracker, job: Job, ada: Person, frozen_clock: FrozenClock
) -> None:
    for place in range(3):
        track(tracker, job, MONDAY_NOON + place * BLOCK, seconds=700)
    track_kept(tracker, job, MONDAY_NOON + 3 * BLOCK)
    factories.worked(job, ago=120, minutes=30)
    page = page_of(ada, job)
    assert "47 min" in page
    assert "$15.67" in page
    assert "35 min" in page
    assert "$11.67" in page
    assert "12 min" in page
    assert "$4.00" in page
    assert "30 min on this day: 14:00 to 14:30" in page
    assert "$10.00" in page


def test_the_latest_day_comes_first_and_leads_to_the_one_before(
    tracker: SimulatedTracker, job: Job, ada: Person, frozen_clock: FrozenClock
) -> None:
    track(tracker, job, MONDAY_NOON)
    let_pass(frozen_clock, days=3)
    track(tracker, job, MONDAY_NOON + timedelta(days=3), memo="Names.")
    latest = page_of(ada, job)
    assert "Names." in latest
    assert 'rel="prev" href="?day=2026-03-02"' in latest
    assert 'rel="next"' not in latest
    first = page_of(ada, job, "2026-03-02")
    assert 'rel="next" href="?day=2026-03-05"' in first
    assert "No time was tracked on this day." in page_of(ada, job, "2026-03-03")


def test_a_page_without_tracked_time_says_what_to_do(ada: Person, ben: Person) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(work_view=WorkView.OFFERED))
    assert reverse("devices") in page_of(ben, job)
    assert "When Ben tracks time with the Tracker" in page_of(ada, job)
    offered = factories.hourly_awarded(ada, ben)
    assert "Read the terms" in page_of(ada, offered)


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_what_is_no_day_is_not_found(job: Job, ada: Person, day: str) -> None:
    assert signed_in(ada).get(reverse("work-view", args=[job.pk]), {"day": day}).status_code == 404


def test_a_job_at_a_fixed_price_has_no_work_view(ada: Person, ben: Person) -> None:
    fixed = factories.bound(ada, ben, 100)
    assert signed_in(ada).get(reverse("work-view", args=[fixed.pk])).status_code == 404


def test_a_block_across_the_readers_midnight_is_on_both_days_with_its_part(
    tracker: SimulatedTracker, job: Job, ada: Person, frozen_clock: FrozenClock
) -> None:
    ada.time_zone = "Asia/Kathmandu"  # Its midnight is at 18:15 UTC, three minutes into a block.
    ada.save(update_fields=["time_zone"])
    block = datetime(2026, 3, 2, 18, 12, tzinfo=MONDAY_NOON.tzinfo)
    frozen_clock.passes(hours=4)
    track(tracker, job, block)
    assert ">3 min</span>, " in page_of(ada, job, "2026-03-02")
    assert ">9 min</span>, " in page_of(ada, job, "2026-03-03")


def test_an_hour_that_comes_twice_is_named_apart(
    tracker: SimulatedTracker, job: Job, ben: Person, frozen_clock: FrozenClock
) -> None:
    ben.time_zone = "Europe/Oslo"
    ben.save(update_fields=["time_zone"])
    let_pass(frozen_clock, days=237)
    for hour in (0, 1):
        track(tracker, job, datetime(2026, 10, 25, hour, tzinfo=MONDAY_NOON.tzinfo))
    page = page_of(ben, job)
    assert "02:00 to 03:00<" in page
    assert "02:00 to 03:00, the second time<" in page


def test_screenshots_of_time_that_was_taken_off_are_shown_nowhere(
    tracker: SimulatedTracker, job: Job, ada: Person, ben: Person
) -> None:
    shot = track_kept(tracker, job, MONDAY_NOON)
    track_kept(tracker, job, MONDAY_NOON + BLOCK)
    work_all()
    shot.segment.spans.all().delete()
    page = page_of(ada, job)
    assert f'id="shot-{shot.pk}"' not in page
    assert page.count('class="frame"') == 1
    assert signed_in(ada).get(reverse("shot", args=[job.pk, shot.pk])).status_code == 404


def test_screenshots_go_with_their_time_to_another_job(
    tracker: SimulatedTracker, job: Job, ada: Person, ben: Person
) -> None:
    moved, deleted, stays = (track_kept(tracker, job, MONDAY_NOON + place * BLOCK) for place in range(3))
    delete_shot(Actor(ben.pk), deleted)
    work_all()
    other = factories.hourly_bound(ada, ben)
    for shot in (moved, deleted):
        move_time(Actor(ben.pk), shot.segment.spans.get(), to=other.pk)
    assert f'id="shot-{moved.pk}"' in page_of(ada, other)
    before = page_of(ada, job)
    assert f'id="shot-{stays.pk}"' in before
    assert f'id="shot-{moved.pk}"' not in before
    assert signed_in(ada).get(reverse("shot", args=[job.pk, moved.pk])).status_code == 404
    assert signed_in(ada).get(reverse("shot", args=[other.pk, moved.pk])).status_code == 200
    assert faults() == []


def test_screenshots_of_a_block_of_which_a_part_is_moved_stay_with_their_part(
    tracker: SimulatedTracker, job: Job, ada: Person, ben: Person
) -> None:
    shots = [tracker.shoots(MONDAY_NOON + timedelta(minutes=minute), screen(minute)) for minute in (2, 8)]
    parts = [[instant(MONDAY_NOON + timedelta(minutes=at)) for at in part] for part in ((0, 5), (6, 12))]
    announced = [shot.announced for shot in shots]
    tracker.sends(tracker.segment(str(job.uuid), MONDAY_NOON, spans=parts, shots=announced))
    other = factories.hourly_bound(ada, ben)
    first, second = TimeSpan.objects.all()
    move_time(Actor(ben.pk), second, to=other.pk)
    assert [shot.job_id for shot in Shot.objects.all()] == [job.pk, other.pk]
    move_time(Actor(ben.pk), first, to=other.pk)
    assert {shot.job_id for shot in Shot.objects.all()} == {other.pk}
    assert faults() == []


def test_a_screenshot_that_never_came_is_no_longer_awaited(
    tracker: SimulatedTracker, job: Job, ada: Person, frozen_clock: FrozenClock
) -> None:
    taken = MONDAY_NOON + timedelta(minutes=5)
    track(tracker, job, MONDAY_NOON, tracker.shoots(taken, b"picture"))
    assert "Not received yet" in page_of(ada, job)
    assert 'hx-trigger="every 30s"' in page_of(ada, job)
    let_pass(frozen_clock, days=8)
    assert Shot.objects.get().state == "awaited"
    assert "Did not arrive" in page_of(ada, job)
    assert 'hx-trigger="every 30s"' not in page_of(ada, job)


@pytest.mark.parametrize(("work_view", "is_off"), [(WorkView.OFF, True), (WorkView.OFFERED, False)])
def test_work_view_that_the_terms_turn_off_asks_for_no_tracker(
    ada: Person, ben: Person, work_view: WorkView, is_off: bool
) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(work_view=work_view))
    page = page_of(ben, job)
    assert ("Work View is off in the terms of this job" in page) is is_off
    assert ("Connect the Tracker" in page) is not is_off


def test_kept_time_without_input_is_marked_on_every_page_of_it(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    frozen_clock(MONDAY_NOON)
    job, tracker = factories.hourly_bound(ada, ben), tracker_of(ben)
    frozen_clock.passes(hours=1)
    kept = {"at": instant(MONDAY_NOON), "kind": "kept", "seconds": 700}
    track(tracker, job, MONDAY_NOON, events=[kept])
    for name in ("work-view", "time", "timesheet"):
        page = signed_in(ada).get(reverse(name, args=[job.pk])).content.decode()
        assert ", no input for part of it" in page, name
