"""Choosing a policy: its days show at once, and without script the terms take them all the same."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.work.jobs.models import Job
from tests.addresses import prove_address
from tests.stories.people import Seat, seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAYS = "Auto-release after"


def fill(page: Page, ben: Person) -> None:
    """Fill in an award, but for its policy."""
    page.get_by_label("their email").fill(ben.email)
    page.get_by_label("Title").fill("Star map posters")
    page.get_by_label("Description").fill("Posters of the autumn sky.")
    page.get_by_label("Name", exact=True).fill("Sketches")
    page.get_by_label("Due").fill("2099-01-15")
    page.get_by_label("Amount").fill("600.00")


def chosen(page: Page) -> str:
    """What the field of days shows."""
    return page.get_by_label(DAYS).evaluate("field => field.selectedOptions[0].text")


@pytest.fixture
def client(browser: Browser, live_server: Any, ada: Person) -> Seat:
    ensure_presets()
    return seat(browser, live_server.url, ada)


def test_the_days_change_with_the_policy_until_one_chooses_days(client: Seat, ben: Person) -> None:
    client.opens("/jobs/award/")
    page = client.page
    assert chosen(page) == "14 days (policy)"
    page.get_by_label("Policy").select_option("fast")
    assert chosen(page) == "3 days (policy)"
    expect(page.get_by_text("A delivery is paid after 3 days without an answer.")).to_be_visible()
    client.clicks("Add milestone")
    expect(page.get_by_label("Amount")).to_have_count(2)
    assert chosen(page) == "3 days (policy)"
    client.clicks("Remove milestone 2")
    client.looks("award-policy")
    page.get_by_label(DAYS).select_option("21 days")
    page.get_by_label("Policy").select_option("marketplace")
    assert chosen(page) == "21 days"
    fill(page, ben)
    client.clicks("Award the job")
    client.reads("released 21 days after delivery")


def test_without_script_the_days_are_those_of_the_policy(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    ensure_presets()
    prove_address(ben)
    client = seat(browser, live_server.url, ada, java_script_enabled=False)
    client.opens("/jobs/award/")
    fill(client.page, ben)
    client.page.get_by_label("Policy").select_option("fast")
    client.clicks("Award the job")
    client.reads("released 3 days after delivery")
    assert Job.objects.get().versions.get().terms.auto_release_days == 3
