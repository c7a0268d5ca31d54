"""What a page is for is in reach: the button of a long form, and the answer to terms on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from tests import factories
from tests.stories.people import seat
from tests.stories.screenshots import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def is_in_reach_and_ends_the_form(page: Page, name: str) -> None:
    """The button is seen at the top of the form and at the end of the page, and no field comes after it."""
    button = page.get_by_role("button", name=name, exact=True)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.evaluate("document.querySelector('main form[data-draft]').scrollIntoView()")
        expect(button).to_be_in_viewport(ratio=1)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(button).to_be_in_viewport(ratio=1)
    assert button.evaluate(
        "button => [...button.form.querySelectorAll('input:not([type=hidden]), textarea, select')]"
        ".every(field => field.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING)"
    )


def test_the_buttons_of_the_award_and_of_a_report_stay_in_reach(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 100, 200, 300)
    client, freelancer = (seat(browser, live_server.url, person) for person in (ada, ben))
    client.opens("/jobs/award/")
    is_in_reach_and_ends_the_form(client.page, "Award the job")
    freelancer.opens(f"/jobs/{job.pk}/reports/")
    is_in_reach_and_ends_the_form(freelancer.page, "Send report")


def test_the_editor_of_terms_opens_when_it_is_asked_for(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    ensure_presets()
    job = factories.awarded(ada, ben, 100, 200, 300, 400)
    freelancer = seat(browser, live_server.url, ben)
    freelancer.opens(f"/jobs/{job.pk}/terms/")
    propose = freelancer.page.get_by_role("button", name="Propose as version 2")
    expect(propose).to_be_hidden()
    freelancer.page.set_viewport_size(PHONE)
    answer = freelancer.page.get_by_role("link", name="Answer version 1")
    expect(answer).to_be_in_viewport(ratio=1)
    answer.click()
    expect(freelancer.page.get_by_role("button", name="Agree to version 1")).to_be_in_viewport()
    freelancer.page.locator("summary", has_text="Propose a change").click()
    expect(propose).to_be_visible()
    freelancer.opens(f"/jobs/{job.pk}/terms/")
    freelancer.page.get_by_role("link", name="Or propose version 2").click()
    expect(propose).to_be_visible()
