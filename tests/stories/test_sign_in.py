"""Signing up, in and out in a real browser, with mail read from the mailbox of the house."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.record.actions import Actor
from handsel.work.terms.award import Awardee, award
from tests import factories
from tests.conftest import PASSWORD
from tests.people.test_pictures import picture
from tests.stories.people import new_profile, seat
from tests.stories.screenshots import check_page
from tests.web.scenario import work_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _mailbox(settings: Any, tmp_path: Path, live_server: Any) -> None:
    settings.BASE_URL = live_server.url
    settings.EMAIL_BACKEND = "handsel.notices.mailbox.MailboxBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.MAILBOX_SHOWN = True


@pytest.fixture
def at(live_server: Any) -> str:
    """The address of the house."""
    return str(live_server.url)


def enter(page: Page, at: str, person: Person) -> None:
    """Sign somebody in without the form."""
    client = Client()
    client.force_login(person)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": at}])


def test_a_browser_that_says_an_old_name_of_a_zone_gets_it_by_its_name_of_today(
    browser: Browser, at: str
) -> None:
    page = new_profile(browser, timezone_id="Asia/Calcutta").new_page()
    page.goto(f"{at}/sign-up/")
    expect(page.get_by_label("Your time zone")).to_have_value("Asia/Kolkata")
    page.context.close()


def test_somebody_opens_an_account_and_lands_where_they_were_going(browser_page: Page, at: str) -> None:
    page = browser_page
    page.goto(f"{at}/sign-up/?next=/me/")
    expect(page.get_by_label("Your time zone")).to_have_value("Europe/Oslo")
    check_page(page, "sign-up")
    page.get_by_label("Your name").fill("Mia Berg")
    page.get_by_label("Email").fill("mia@example.org")
    page.get_by_label("Password").fill("1234567890")
    page.get_by_role("radio", name=re.compile("^Work")).check()
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("alert")).to_contain_text("Please fix one thing")
    check_page(page, "sign-up-wrong")
    page.get_by_label("Password").fill("a quiet harbour town")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm your email")
    check_page(page, "confirm-sent")
    work_all()
    page.get_by_role("link", name="Open the mailbox").click()
    check_page(page, "mail")
    page.get_by_role("link", name="Confirm your email").click()
    check_page(page, "mail-letter")
    page.get_by_role("link", name="/confirm/").click()
    check_page(page, "confirm")
    page.get_by_role("button", name="Confirm and continue").click()
    expect(page).to_have_url(f"{at}/me/")
    expect(page.locator(".bar")).to_contain_text("Mia Berg")


def test_a_wrong_password_is_said_and_the_right_one_lets_in(browser_page: Page, at: str, ben: Person) -> None:
    page = browser_page
    page.goto(f"{at}/me/")
    check_page(page, "sign-in")
    page.get_by_label("Email").fill(ben.email)
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Password")).to_have_accessible_description(
        "Wrong email or password. After five failed attempts you must wait, longer each time."
    )
    check_page(page, "sign-in-wrong")
    ben.emailaddress_set.create(email=ben.email, verified=True, primary=True)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{at}/me/")


def test_settings_are_changed_and_the_menu_leads_out(browser_page: Page, at: str, ben: Person) -> None:
    page = browser_page
    enter(page, at, ben)
    page.goto(f"{at}/me/")
    page.get_by_label("Time zone").select_option("Africa/Lagos")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Settings saved.")
    expect(page.locator(".foot")).to_contain_text("Times are shown in Lagos (UTC+1)")
    page.get_by_label("Picture", exact=True).set_input_files(
        {"name": "me.png", "mimeType": "image/png", "buffer": picture()}
    )
    page.get_by_role("button", name="Save picture").click()
    expect(page.locator(".bar .avatar img")).to_be_visible()
    check_page(page, "settings")
    for name in ["Email address", "Password", "Active sessions"]:
        page.get_by_role("navigation", name="Settings").get_by_role("link", name=name, exact=True).click()
        check_page(page, f"settings-{name.split()[0].lower()}")
    page.get_by_role("button", name="Ben Okafor").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{at}/sign-in/")
    expect(page.get_by_role("status")).to_contain_text("You are signed out.")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/password/reset/", "reset"),
        ("/password/reset/sent/", "reset-sent"),
        ("/password/reset/key/a-b/", "link-used"),
        ("/sign-in/inactive/", "inactive"),
        ("/nowhere/", "missing"),
    ],
)
def test_the_quiet_pages_hold_up(browser_page: Page, at: str, path: str, name: str) -> None:
    browser_page.goto(f"{at}{path}")
    check_page(browser_page, name)
    expect(browser_page.get_by_role("heading", level=1)).to_be_visible()


def test_a_new_person_is_shown_the_first_steps(browser: Browser, live_server: Any, eve: Person) -> None:
    newcomer = seat(browser, live_server.url, eve)
    newcomer.opens("/")
    newcomer.looks("first-steps")
    newcomer.clicks("Add details", role="link", exact=False)
    newcomer.reads("Invoice details")


def test_an_invited_person_reads_the_offer_before_signing_up(
    browser_page: Page, live_server: Any, ada: Person
) -> None:
    ensure_presets()
    job = award(Actor(ada.pk), ada, Awardee(email="nina@new.example"), factories.terms(600))
    browser_page.goto(live_server.url + reverse("invitation", args=[job.invitation]))
    expect(browser_page.get_by_text("Ada Vance awarded you this job")).to_be_visible()
    expect(browser_page.get_by_role("radio", name="Work", exact=False).first).to_be_visible()
    check_page(browser_page, "invited")
