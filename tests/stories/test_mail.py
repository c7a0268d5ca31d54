"""A mail of a notice, as a mail program shows it."""

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from handsel.people.models import Person
from tests import factories
from tests.conftest import FrozenClock
from tests.stories.screenshots import check_page
from tests.web.scenario import work_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_delivery_comes_as_a_mail_with_one_button(
    browser_page: Page, frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    factories.delivered(ada, ben, 100)
    work_all()
    letter = next(row for row in mail.outbox if row.subject.endswith("delivered milestone 1"))
    browser_page.set_content(str(letter.alternatives[0][0]))
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("Ben Okafor delivered milestone 1")
    expect(browser_page.get_by_role("link", name="Review delivery")).to_be_visible()
    check_page(browser_page, "mail-delivery")
