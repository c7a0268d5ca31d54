"""Help in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from handsel.policy.publishing import ensure_presets
from handsel.web.help.views import TOPICS
from tests.stories.screenshots import check_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_of_help_can_be_read_from_the_first(browser_page: Page, live_server: Any) -> None:
    ensure_presets()
    browser_page.goto(f"{live_server.url}/help/")
    check_page(browser_page, "help")
    for topic in TOPICS:
        browser_page.locator("main").get_by_role("link", name=str(topic.title)).first.click()
        expect(browser_page.get_by_role("heading", level=1)).to_have_text(str(topic.title))
        check_page(browser_page, f"help-{topic.slug}")
