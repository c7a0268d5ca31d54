"""The hourly week over HTTP: Ada awards and funds, Ben works, Monday submits, and Ada or the clock pays."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.record.actions import Actor
from handsel.work.hours.funding import week_charge
from handsel.work.hours.models import Timesheet
from handsel.work.hours.recording import record_time
from handsel.work.hours.rejecting import counted_blocks
from handsel.work.jobs.models import Job
from handsel.work.terms.models import Version
from tests import factories
from tests.addresses import prove_address
from tests.auditing import faults
from tests.balances import earnings, escrow, wallet
from tests.factories import usd
from tests.stories.people import seat
from tests.time_travel import let_pass
from tests.web.hours.forms import approved
from tests.web.scenario import post_form, signed_in


def worked(ada: Person, ben: Person, frozen_clock: Any) -> Job:
    """A job that Ben agreed to, with a funded week and three hours by hand, submitted by Monday."""
    ensure_presets()
    prove_address(ben)
    factories.rich(ada, 1_000)
    common = {"title": "Night tours", "description": "Upkeep.", "currency": "USD", "policy": "classic"}
    hours = {"kind": "hourly", "rate": "20", "weekly_hours": "40", "start": "2026-03-02", "by_hand": "on"}
    hours["work_view"] = "off"
    post_form(ada, "award", awardee=ben.email, **common, **hours)
    job = Job.objects.get()
    seen = Version.objects.get(job=job)
    post_form(ben, "agreement", job.pk, 1, hash=seen.hash, policy_version=1)
    week = factories.week_of(job)
    expected = f"{week_charge(week).whole.minor / 100:.2f}"
    post_form(ada, "fund-week", week.pk, expected=expected)
    assert escrow() == usd(800)
    form = {"day": "2026-03-02", "start": "13:00", "end": "16:00", "memo": "Sketches."}
    post_form(ben, "time", job.pk, **form)
    let_pass(frozen_clock, days=7)
    return job


def test_a_week_is_approved_and_the_money_withdrawn(ada: Person, ben: Person, frozen_clock: Any) -> None:
    job = worked(ada, ben, frozen_clock)
    assert b"Approve and pay $60.00 now" in signed_in(ada).get(reverse("timesheet", args=[job.pk])).content
    approved(ada, job)
    assert (earnings(ben), wallet(ada), escrow()) == (usd(60), usd(940), usd(0))
    let_pass(frozen_clock, days=10)
    post_form(ben, "withdrawal-of-money", "earnings", amount="60.00", speed="at once", outcome="settles")
    assert earnings(ben) == usd(0)
    assert faults() == []


def test_a_contested_block_is_paid_and_the_rest_when_days_have_passed(
    ada: Person, ben: Person, frozen_clock: Any
) -> None:
    job = worked(ada, ben, frozen_clock)
    week = factories.week_of(job)
    block, shown = counted_blocks(week.sheet)[0].number, week.sheet.version
    post_form(ada, "sheet-blocks", week.pk, "rejection", block=block, reason="Not for this job.", shown=shown)
    post_form(ben, "sheet-blocks", week.pk, "contest", block=block, reason="You asked for it.")
    post_form(ada, "sheet-blocks", week.pk, "giving-in", block=block)
    assert (earnings(ben), escrow()) == (usd(4), usd(796))
    let_pass(frozen_clock, days=5)
    assert (earnings(ben), wallet(ada), escrow()) == (usd(60), usd(940), usd(0))
    assert faults() == []


def test_a_week_that_nobody_answers_is_paid_after_five_business_days(
    ada: Person, ben: Person, frozen_clock: Any
) -> None:
    job = worked(ada, ben, frozen_clock)
    let_pass(frozen_clock, days=4)
    assert (factories.week_of(job).stage, earnings(ben)) == ("settling", usd(0))
    let_pass(frozen_clock, days=1)
    assert (factories.week_of(job).stage, earnings(ben)) == ("closed", usd(60))
    assert (wallet(ada), escrow()) == (usd(940), usd(0))
    assert faults() == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_disputed_blocks_are_settled_by_both(
    browser: Browser, live_server: Any, ada: Person, ben: Person, frozen_clock: Any
) -> None:
    job = funded_week(ada, ben, frozen_clock)
    client, freelancer = seat(browser, live_server.url, ada), seat(browser, live_server.url, ben)
    client.opens(f"/jobs/{job.pk}/timesheet/?week=2026-03-02")
    client.page.get_by_role("checkbox").nth(0).click()
    client.page.get_by_role("checkbox").nth(1).click()
    client.clicks("Dispute")
    client.looks("timesheet-dispute")
    client.page.get_by_label("Reason").fill("This was not done.")
    client.clicks("Dispute $8.00")
    client.reads("2 blocks disputed, $8.00. The rest is paid as planned.")
    client.looks("timesheet-disputed")
    freelancer.opens("/")
    freelancer.clicks("Answer the dispute", role="link", exact=False)
    freelancer.clicks("Make an open offer")
    dialog = freelancer.page.locator("#offer")
    dialog.get_by_label("To the freelancer").fill("5.00")
    dialog.get_by_role("button", name="Make the offer").click()
    freelancer.reads("Offered.")
    client.opens(f"/jobs/{job.pk}/timesheet/?week=2026-03-02")
    client.clicks("Open dispute 1", role="link", exact=False)
    client.clicks("Accept $5.00 to the freelancer")
    client.clicks("Accept and settle")
    client.reads("Settled: $5.00 to the freelancer, $3.00 for the client.")
    assert earnings(ben) == usd(5)


def funded_week(ada: Person, ben: Person, frozen_clock: Any) -> Job:
    """A job whose first week, with three hours by hand, is in review."""
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    factories.rich(ada, 1_000)
    factories.week_funded(ada, factories.week_of(job))
    end = datetime(2026, 3, 2, 17, tzinfo=UTC)
    record_time(Actor(ben.pk), job, start=end - timedelta(hours=3), end=end, memo="Sketches.")
    let_pass(frozen_clock, days=7)
    Timesheet.objects.update(review_ends_at=datetime(2099, 1, 1, tzinfo=UTC))
    return job


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_timesheet_is_right_for_axe_on_a_desk_and_a_phone(
    browser: Browser, live_server: Any, ada: Person, ben: Person, frozen_clock: Any
) -> None:
    job = funded_week(ada, ben, frozen_clock)
    reads = seat(browser, live_server.url, ada)
    reads.opens(f"/jobs/{job.pk}/timesheet/")
    reads.looks("timesheet-review")
    select = reads.page.get_by_role("button", name="Select Sketches.")
    select.click()
    assert select.get_attribute("aria-pressed") == "true"
    reads.reads("Freezes: $60.00.")
    reads.looks("timesheet-selected")
    select.click()
    assert reads.page.locator("[name=block]:checked").count() == 0
    reads.clicks("Approve and pay $60.00 now")
    reads.looks("timesheet-approve")
    reads.clicks("Approve and pay $60.00")
    reads.reads("$60.00 paid.")
    reads.looks("timesheet-paid")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_blocks_are_selected_by_tap_on_a_phone(
    browser: Browser, live_server: Any, ada: Person, ben: Person, frozen_clock: Any
) -> None:
    job = funded_week(ada, ben, frozen_clock)
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = (reads := seat(browser, live_server.url, ada, **phone)).page
    reads.opens(f"/jobs/{job.pk}/timesheet/")
    boxes = page.locator("[name=block]")
    places = [box.bounding_box() for box in boxes.all()]
    assert min(min(place["width"], place["height"]) for place in places if place) >= 24
    first, second = places[:2]
    assert first
    assert second
    assert second["x"] - first["x"] - first["width"] >= 2
    boxes.nth(1).tap()
    boxes.nth(3).tap()
    assert [number for number, box in enumerate(boxes.all()) if box.is_checked()] == [1, 3]
    reads.reads("Freezes: $8.00.")
    day = page.get_by_role("button", name="Select the day")
    size = day.bounding_box()
    assert size
    assert size["height"] >= 24
    day.tap()
    assert page.locator("[name=block]:checked").count() == len(places)
    reads.reads("Freezes: $60.00.")
    page.get_by_role("button", name="Select Sketches.").tap()
    assert page.locator("[name=block]:checked").count() == 0
