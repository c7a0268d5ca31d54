"""A form that is refused says so in place: beside the field, in the dialog, on the page it came from."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.terms.award import withdraw_award
from tests import factories
from tests.stories.people import Seat, seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def client(request: Any, browser: Browser, live_server: Any, ada: Person) -> Seat:
    return seat(browser, live_server.url, ada, java_script_enabled=request.param)


def expect_wrong(page: Page, field: str, words: str) -> None:
    """The field has the focus and is said to be wrong, in these words."""
    wrong = page.get_by_label(field).and_(page.locator(":focus"))
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(words)


def test_a_dialog_that_is_wrong_opens_again_at_its_first_wrong_field(
    client: Seat, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 100)
    client.opens(f"/jobs/{milestone.job_id}/billing/")
    client.clicks("Ask for changes", exact=False)
    dialog = client.page.get_by_role("dialog", name="changes")
    dialog.get_by_label("What is missing").fill(" ")
    dialog.get_by_role("button", name="Ask for changes").click()
    expect_wrong(client.page, "What is missing", "This field is required.")


def test_a_long_form_goes_to_its_first_wrong_field(client: Seat) -> None:
    client.opens("/jobs/award/")
    client.page.get_by_label("Their email").fill("new@example.org")
    for label in ("Title", "Description"):
        client.page.get_by_label(label, exact=True).fill(" ")
    client.page.locator("form[data-draft]").evaluate("form => form.noValidate = true")
    client.clicks("Award the job", exact=False)
    expect_wrong(client.page, "Title", "This field is required.")


def test_an_act_that_is_refused_says_so_on_the_page_at_hand(client: Seat, ada: Person, ben: Person) -> None:
    job: Job = factories.awarded(ada, ben, 100)
    client.opens(f"/jobs/{job.pk}/terms/")
    withdraw_award(Actor(ada.pk), job)
    client.clicks("Withdraw the offer", exact=False)
    client.page.get_by_role("dialog").get_by_role("button", name="Withdraw", exact=False).click()
    expect(client.page).to_have_url(f"{client.at}/jobs/{job.pk}/terms/")
    expect(client.page.locator(".toast.bad")).to_be_focused()
