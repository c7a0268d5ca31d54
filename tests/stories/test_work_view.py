"""Ben's Tracker sends a day with screenshots; Ada looks at them, Ben sees that she did, and deletes one."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from handsel.notices.models import Notice
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.work.hours.models import Shot, ShotView
from handsel.work.hours.shots.lifecycle import ShotState
from handsel.work.hours.shots.storage import path_of, thumbnail_of
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.conftest import MONDAY_NOON
from tests.stories.people import Seat, seat
from tests.stories.screenshots import check_page
from tests.time_travel import let_pass
from tests.tracked_day import BLOCK, every_state, track, track_kept
from tests.web.scenario import post_form, signed_in, work_all

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_screenshot_is_seen_by_both_and_deleted_by_its_freelancer(
    ada: Person, ben: Person, frozen_clock: Any
) -> None:
    job, tracker = factories.hourly_bound(ada, ben), tracker_of(ben)
    frozen_clock.passes(hours=2)
    taken = MONDAY_NOON + timedelta(minutes=5)
    announced = tracker.shoots(taken, b"not sent yet")
    track(tracker, job, MONDAY_NOON, announced)
    first, second = (track_kept(tracker, job, MONDAY_NOON + place * BLOCK) for place in (1, 2))
    work_all()
    day = reverse("work-view", args=[job.pk])
    page = signed_in(ada).get(day).content.decode()
    assert "Not received yet" in page
    assert page.count('class="frame"') == 2
    assert signed_in(ada).get(reverse("shot", args=[job.pk, first.pk])).status_code == 200
    assert "Ada opened" in signed_in(ben).get(day).content.decode()
    post_form(ben, "shot-deletion", job.pk, first.pk)
    assert not path_of(first.commitment).exists()
    assert not thumbnail_of(first.commitment).exists()
    work_all()
    assert "Ben Okafor deleted a screenshot" in signed_in(ada).get(reverse("inbox")).content.decode()
    assert Notice.objects.latest("pk").href == f"{day}?day=2026-03-02"
    assert "Deleted by Ben" in signed_in(ada).get(day).content.decode()
    let_pass(frozen_clock, days=8)
    post_form(ben, "shot-deletion", job.pk, second.pk)
    assert Shot.objects.get(pk=second.pk).state == ShotState.KEPT
    assert "Did not arrive" in signed_in(ada).get(day).content.decode()
    assert faults() == []


def sit_at_day(browser: Browser, live_server: Any, ada: Person, ben: Person, clock: Any) -> tuple[Seat, Seat]:
    """Ada and Ben at the Work View of a day with every state."""
    job, tracker = factories.hourly_bound(ada, ben), tracker_of(ben)
    factories.rich(ada, 1_000)
    factories.week_funded(ada, factories.week_of(job))
    clock.passes(hours=4)
    every_state(tracker, job, MONDAY_NOON, ben)
    tracker.beats(str(job.uuid))
    factories.worked(job, ago=60, minutes=45)
    work_all()
    people = seat(browser, live_server.url, ada), seat(browser, live_server.url, ben)
    for sits in people:
        sits.opens(f"/jobs/{job.pk}/")
        sits.clicks("Work View", role="link")
    return people


def shown_at(shot: Shot) -> str:
    """When a screenshot was taken, as the viewer says it in the time of the house."""
    return f"Mon 2 Mar, {shot.taken_at.astimezone(house_calendar().zone):%H:%M}"


@pytest.mark.browser
def test_screenshots_are_walked_with_keys_and_one_is_deleted(
    browser: Browser, live_server: Any, ada: Person, ben: Person, frozen_clock: Any
) -> None:
    reads, sits = sit_at_day(browser, live_server, ada, ben, frozen_clock)
    reads.reads("Tracking now")
    check_page(reads.page, "work-view-client")
    check_page(sits.page, "work-view-freelancer")
    frames = reads.page.locator(".shots a.frame")
    frames.first.click()
    viewer = reads.page.locator("#viewer")
    title = viewer.get_by_role("heading")
    first, second, third = (shown_at(shot) for shot in Shot.objects.all()[:3])
    expect(title).to_have_text(first)
    expect(viewer.get_by_role("button", name="Earlier")).to_be_disabled()
    expect(viewer.get_by_role("link", name="Delete")).to_have_count(0)
    reads.page.keyboard.press("ArrowRight")
    expect(title).to_have_text(second)
    viewer.locator(".filmstrip button").nth(2).click()
    expect(title).to_have_text(third)
    reads.page.keyboard.press("ArrowLeft")
    expect(title).to_have_text(second)
    check_page(reads.page, "work-view-viewer")
    reads.page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(frames.nth(1)).to_be_focused()
    assert ShotView.objects.count() == 3
    sits.page.reload()
    sits.reads("Ada opened")
    sits.page.locator(".shots a.frame").first.click()
    sits.page.locator("#viewer").get_by_role("link", name="Delete").click()
    sits.reads("Its block will no longer be protected")
    check_page(sits.page, "work-view-deletion")
    sits.clicks("Delete for good")
    sits.reads("The screenshot was deleted.")
    expect(sits.page.get_by_text("You deleted it")).to_have_count(2)


@pytest.mark.browser
def test_new_screenshots_appear_and_links_do_without_a_script(
    browser: Browser, live_server: Any, ada: Person, ben: Person, frozen_clock: Any
) -> None:
    job, tracker = factories.hourly_bound(ada, ben), tracker_of(ben)
    frozen_clock.passes(hours=1)
    shot = track_kept(tracker, job, MONDAY_NOON)
    work_all()
    reads = seat(browser, live_server.url, ada)
    reads.page.clock.install()
    reads.opens(f"/jobs/{job.pk}/work-view/")
    frames = reads.page.locator(".shots a.frame")
    expect(frames).to_have_count(1)
    track_kept(tracker, job, MONDAY_NOON + BLOCK)
    work_all()
    reads.page.clock.fast_forward(31_000)
    expect(frames).to_have_count(2)
    plain = seat(browser, live_server.url, ada, java_script_enabled=False)
    plain.opens(f"/jobs/{job.pk}/work-view/")
    plain.page.locator(".shots a.frame").first.click()
    plain.page.wait_for_url(f"**/work-view/{shot.pk}/")


@pytest.mark.browser
def test_a_day_before_any_is_right_for_axe(
    browser: Browser, live_server: Any, ada: Person, ben: Person, frozen_clock: Any
) -> None:
    job = factories.hourly_bound(ada, ben)
    for person, name in ((ada, "client"), (ben, "freelancer")):
        sits = seat(browser, live_server.url, person)
        sits.opens(f"/jobs/{job.pk}/work-view/")
        sits.reads("No tracked time yet")
        check_page(sits.page, f"work-view-empty-{name}")
    sits.opens("/help/work-view/")
    check_page(sits.page, "work-view-help")
