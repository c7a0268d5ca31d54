"""Awarding a job: somebody worked with before is chosen by name, and adding milestones keeps one's place."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.work.jobs.models import Job
from tests import factories
from tests.addresses import prove_address
from tests.stories.people import Seat, seat

COVERS = ("handsel.web.terms.award",)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def client(browser: Browser, live_server: Any, ada: Person, ben: Person, eve: Person) -> Seat:
    factories.funded(ada, ben, 100)
    factories.bound(ada, eve, 100)
    client = seat(browser, live_server.url, ada)
    client.opens("/jobs/award/")
    return client


def test_somebody_worked_with_is_chosen_by_a_few_letters(client: Seat, ben: Person) -> None:
    page = client.page
    field = page.get_by_role("combobox", name="Name or email")
    options = page.get_by_role("listbox", name="People you worked with").get_by_role("option")
    field.click()
    expect(options).to_have_count(2)
    client.looks("award-people")
    field.press_sequentially("oka")
    expect(options).to_have_count(1)
    expect(options).to_contain_text(ben.name)
    field.press("Enter")
    expect(field).to_have_value(ben.name)
    expect(options).to_have_count(0)
    page.get_by_label("Title").fill("Star map posters")
    page.get_by_label("Description").fill("Posters of the autumn sky.")
    page.get_by_label("Name", exact=True).fill("Sketches")
    page.get_by_label("Due").fill("2099-01-15")
    page.get_by_label("Amount").fill("600.00")
    client.clicks("Award the job")
    client.reads("Job awarded.")
    assert Job.objects.order_by("-pk")[0].freelancer == ben.party


def test_the_total_and_the_fee_follow_what_is_typed(client: Seat) -> None:
    page = client.page
    total = page.locator("#total")
    expect(total).to_contain_text("Enter an amount")
    page.get_by_label("Amount").fill("600")
    expect(total).to_contain_text("$600.00")
    page.get_by_label("Policy").select_option("marketplace")
    expect(total).to_contain_text("fee, 10%")
    expect(total.get_by_text("$540.00")).to_be_visible()
    client.clicks("Add milestone")
    expect(total).to_contain_text("Total so far")
    expect(page.locator(".htmx-settling")).to_have_count(0)  # Before, nothing listens to the new row.
    page.get_by_label("Amount").nth(1).fill("1,400.00")
    expect(total.get_by_text("$1,800.00")).to_be_visible()
    expect(page.get_by_label("Amount").nth(1)).to_be_focused()
    client.looks("award-total")


def test_an_added_milestone_takes_the_focus_and_a_removed_one_leaves_it_at_the_button(client: Seat) -> None:
    page = client.page
    client.clicks("Add milestone")
    expect(page.get_by_label("Name", exact=True).nth(1)).to_be_focused()
    client.clicks("Remove milestone 2")
    expect(page.get_by_role("button", name="Add milestone")).to_be_focused()


def fills_hourly(client: Seat, email: str) -> None:
    page = client.page
    page.get_by_label("email").fill(email)
    page.get_by_label("Title").fill("Star map upkeep")
    page.get_by_label("Description").fill("New stars each week.")
    page.get_by_text("Hourly", exact=True).check()
    page.get_by_label("Hourly rate").fill("48")
    page.get_by_label("Weekly limit, hours").fill("10")
    page.get_by_label("Start").fill("2099-01-05")


@pytest.mark.parametrize("scripted", [True, False])
def test_an_hourly_job_is_awarded_with_only_its_own_fields_in_sight(
    browser: Browser, live_server: Any, ada: Person, ben: Person, shared_clock: Any, scripted: bool
) -> None:
    ensure_presets()
    prove_address(ben)
    client = seat(browser, live_server.url, ada, java_script_enabled=scripted)
    client.opens("/jobs/award/")
    page = client.page
    expect(page.get_by_label("Amount")).to_be_visible()
    expect(page.get_by_label("Hourly rate")).to_be_hidden()
    fills_hourly(client, ben.email)
    expect(page.get_by_label("Amount")).to_be_hidden()
    expect(page.get_by_text("A timesheet is paid after 5 business days").first).to_be_visible()
    expect(page.get_by_text("A delivery is paid after 14 days").first).to_be_hidden()
    if scripted:
        expect(page.locator("#week-total")).to_contain_text("$480.00")
        client.looks("award-hourly")
    client.clicks("Award the job")
    client.reads("The start must be within a year.")
    expect(page.get_by_label("Hourly rate")).to_have_value("48")
    page.get_by_label("Start").fill("")
    page.get_by_label("Weekly limit, hours").fill("")
    client.clicks("Award the job")
    client.reads("Please fix 2 things")
    expect(page.get_by_label("Weekly limit, hours")).to_be_focused()
    if scripted:
        client.looks("award-hourly-wrong")
    page.get_by_label("Weekly limit, hours").fill("10")
    page.get_by_label("Start").fill("2026-03-09")
    client.clicks("Award the job")
    client.reads("Job awarded.")
    assert Job.objects.get().is_hourly
