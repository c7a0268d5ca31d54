"""Actions that cost money are confirmed in a popover that repeats the amount."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.stories.screenshots import check_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.ui.pages"),
]


def test_a_confirmation_can_be_left_and_can_be_given(browser_page: Page, live_server: Any) -> None:
    browser_page.goto(f"{live_server.url}/confirming/")
    dialog = browser_page.get_by_role("dialog", name="Release $5.00 to Ben?")
    browser_page.get_by_role("button", name="Release $5.00").click()
    expect(dialog).to_be_visible()
    check_page(browser_page, "confirming")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    browser_page.get_by_role("button", name="Release $5.00").click()
    dialog.get_by_role("button", name="Release $5.00").click()
    expect(browser_page).to_have_url(f"{live_server.url}/keyed/")
    expect(browser_page.locator("body")).to_have_text(re.compile(r"[0-9a-f-]{36}"))


def test_a_confirmation_holds_the_keyboard_until_it_is_left(browser_page: Page, live_server: Any) -> None:
    browser_page.goto(f"{live_server.url}/confirming/")
    opener = browser_page.get_by_role("button", name="Release $5.00").first
    dialog = browser_page.get_by_role("dialog", name="Release $5.00 to Ben?")
    keys = browser_page.keyboard
    opener.focus()
    keys.press("Enter")
    expect(dialog).to_be_focused()
    for _ in range(2):
        keys.press("Tab")
        expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
        keys.press("Tab")
        expect(dialog.get_by_role("button", name="Release $5.00")).to_be_focused()
    for name in ("Cancel", "Release $5.00"):
        keys.press("Shift+Tab")
        expect(dialog.get_by_role("button", name=name)).to_be_focused()
    keys.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    keys.press("Enter")
    keys.press("Shift+Tab")
    expect(dialog.get_by_role("button", name="Release $5.00")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_nothing_takes_the_focus_while_no_confirmation_is_open(browser_page: Page, live_server: Any) -> None:
    browser_page.goto(f"{live_server.url}/confirming/")
    browser_page.keyboard.press("Tab")
    assert browser_page.locator(":focus").inner_text() == "Skip to content"
