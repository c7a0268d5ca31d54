"""A second step, recovery codes and passkeys in a real browser, whose device is a virtual one of Chromium."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from handsel.kernel import clock
from handsel.money.rails.models import Payout
from handsel.people.factors.totp import code_at, step_of
from handsel.people.models import Person
from tests import factories
from tests.conftest import PASSWORD, FrozenClock
from tests.stories.screenshots import check_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def device(browser_page: Page) -> Iterator[None]:
    """A phone that keeps passkeys and knows its owner."""
    session = browser_page.context.new_cdp_session(browser_page)
    session.send("WebAuthn.enable")
    options: dict[str, Any] = {"protocol": "ctap2", "transport": "internal"}
    options |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    session.send(
        "WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}}
    )
    yield
    session.detach()


@pytest.fixture
def at(shared_clock: FrozenClock, live_server: Any, settings: Any, ben: Person) -> str:
    """The address of the house, where Ben has confirmed his email."""
    settings.BASE_URL = live_server.url
    ben.emailaddress_set.create(email=ben.email, verified=True, primary=True)
    return str(live_server.url)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


def sign_in(page: Page, at: str, path: str = "/me/security/") -> None:
    page.goto(f"{at}{path}")
    page.get_by_label("Email").fill("ben@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def code_now(page: Page) -> str:
    """The code of an app into which the setup key of the page was typed."""
    secret = page.get_by_label("Or type this setup key into the app").inner_text().replace(" ", "")
    return code_at(secret, step_of(clock.now()))


def test_an_app_and_its_recovery_codes_guard_the_sign_in(
    browser_page: Page, at: str, shared_clock: FrozenClock, tmp_path: Path
) -> None:
    page = browser_page
    sign_in(page, at)
    check_page(page, "security-empty")
    follow(page, "Set up an app")
    check_page(page, "security-app")
    page.get_by_label("Code from the app").fill("000000")
    press(page, "Turn on")
    expect(page.get_by_label("Code from the app")).to_be_focused()
    check_page(page, "security-app-wrong")
    page.get_by_label("Code from the app").fill(code_now(page))
    press(page, "Turn on")
    check_page(page, "security-codes")
    with page.expect_download() as download:
        follow(page, "Download as text")
    download.value.save_as(tmp_path / "codes.txt")
    codes = (tmp_path / "codes.txt").read_text().split()
    assert len(codes) == 10
    follow(page, "I saved them")
    expect(page.get_by_text("10 of 10 are left.")).to_be_visible()
    check_page(page, "security")
    page.context.clear_cookies()
    shared_clock.passes(minutes=1)
    sign_in(page, at, "/money/")
    check_page(page, "second-step")
    page.get_by_label("Code").fill("123456")
    press(page, "Sign in")
    expect(page.get_by_label("Code")).to_have_accessible_description(re.compile("wrong or was used before"))
    check_page(page, "second-step-wrong")
    page.get_by_label("Code").fill(codes[0].upper())
    press(page, "Sign in")
    expect(page).to_have_url(f"{at}/money/")
    page.goto(f"{at}/me/security/")
    expect(page.get_by_text("9 of 10 are left.")).to_be_visible()
    press(page, "Remove the app")
    check_page(page, "security-remove-app")
    page.get_by_role("dialog").get_by_role("button", name="Remove the app").click()
    expect(page.get_by_text("Someone who learns your password can sign in as you.")).to_be_visible()


def test_a_passkey_signs_in_without_a_password(browser_page: Page, at: str, device: None) -> None:
    page = browser_page
    sign_in(page, at)
    follow(page, "Add a passkey")
    check_page(page, "passkey-new")
    page.get_by_label("Name").fill("My phone")
    press(page, "Add passkey")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    follow(page, "I saved them")
    check_page(page, "security-passkey")
    page.get_by_role("button", name=re.compile("^Rename")).first.click()
    page.get_by_role("dialog").get_by_label("Name").fill("Blue phone")
    page.get_by_role("dialog").get_by_role("button", name="Rename").click()
    expect(page.get_by_role("rowheader", name="Blue phone")).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"{at}/money/")
    check_page(page, "sign-in-passkey")
    press(page, "Use a passkey")
    expect(page).to_have_url(f"{at}/money/")
    page.context.clear_cookies()
    sign_in(page, at)
    check_page(page, "second-step-passkey")
    press(page, "Use a passkey")
    expect(page).to_have_url(f"{at}/me/security/")
    page.get_by_role("button", name=re.compile("^Remove")).first.click()
    check_page(page, "security-remove-passkey")
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_text("You have no passkeys yet.")).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"{at}/money/")
    press(page, "Use a passkey")
    expect(page.get_by_text("That passkey did not work.")).to_be_visible()
    expect(page).to_have_url(re.compile("next="))


def test_a_device_without_a_passkey_says_so_on_the_page(browser_page: Page, at: str, device: None) -> None:
    page = browser_page
    page.goto(f"{at}/sign-in/")
    press(page, "Use a passkey")
    expect(page.get_by_role("alert")).to_contain_text("Your device did not use a passkey.")
    check_page(page, "sign-in-passkey-failed")


def test_a_withdrawal_is_confirmed_and_goes_on_as_it_was_typed(
    browser_page: Page, at: str, device: None, ada: Person, ben: Person, shared_clock: FrozenClock
) -> None:
    page = browser_page
    factories.released(ada, factories.delivered(ada, ben, 100))
    sign_in(page, at)
    follow(page, "Add a passkey")
    page.get_by_label("Name").fill("My phone")
    press(page, "Add passkey")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    for way in ("Continue with password", "Continue with passkey"):
        shared_clock.passes(minutes=16)
        page.goto(f"{at}/money/earnings/")
        press(page, "Withdraw")
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Amount").fill("12.50")
        dialog.get_by_role("button", name="Withdraw").click()
        expect(page.get_by_role("heading", name="Confirm it’s you")).to_be_visible()
        check_page(page, "confirm-withdrawal")
        if "password" in way:
            page.get_by_label("Password").fill("wrong")
            press(page, way)
            check_page(page, "confirm-withdrawal-wrong")
            page.get_by_label("Password").fill(PASSWORD)
        press(page, way)
        expect(page.get_by_role("status").first).to_contain_text("$12.50 is on its way to the bank.")
    assert [payout.amount for payout in Payout.objects.all()] == [1_250, 1_250]
