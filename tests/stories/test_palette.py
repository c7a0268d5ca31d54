"""Keys: search, the command palette and the list of keys; and none of them while somebody types."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from handsel.people.models import Person
from handsel.work.jobs.models import Job
from tests import factories
from tests.stories.people import Seat, seat
from tests.stories.screenshots import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def job(ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100, title="A field guide")


@pytest.fixture
def client(browser: Browser, live_server: Any, ada: Person, job: Job) -> Seat:
    client = seat(browser, live_server.url, ada)
    client.opens("/")
    return client


def palette(client: Seat) -> tuple[Locator, Locator]:
    dialog = client.page.get_by_role("dialog", name="Go to")
    return dialog, dialog.get_by_role("combobox")


def test_the_palette_goes_to_a_job_by_its_title(client: Seat, job: Job) -> None:
    dialog, field = palette(client)
    client.page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    expect(dialog.get_by_role("option", name="Award a job")).to_be_visible()
    client.looks("palette")
    client.page.keyboard.type("fie")
    expect(dialog.get_by_role("option", selected=True)).to_have_text(re.compile("A field guide"))
    client.looks("palette-job")
    client.page.keyboard.press("Enter")
    expect(client.page).to_have_url(f"{client.at}/jobs/{job.pk}/")


def test_arrow_keys_choose_and_escape_leaves(client: Seat) -> None:
    dialog, field = palette(client)
    client.page.keyboard.press("Control+k")
    chosen = dialog.get_by_role("option", selected=True)
    expect(chosen).to_have_text("Award a job")
    client.page.keyboard.press("ArrowDown")
    expect(chosen).to_have_text("Add funds")
    expect(field).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    client.page.keyboard.press("ArrowUp")
    client.page.keyboard.press("ArrowUp")
    expect(chosen).to_have_text(re.compile("A field guide"))
    client.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    client.page.keyboard.press("Control+k")
    client.page.keyboard.type("add f")
    client.page.keyboard.press("Enter")
    expect(client.page).to_have_url(f"{client.at}/money/wallet/#add")


def test_what_is_typed_at_once_is_kept_and_replaces_what_was_typed_before(client: Seat) -> None:
    dialog, field = palette(client)
    client.page.keyboard.press("Control+k")
    client.page.keyboard.type("escrow")
    expect(field).to_have_value("escrow")
    client.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    client.page.keyboard.press("Control+k")
    client.page.keyboard.type("money")
    expect(field).to_have_value("money")


def test_words_that_match_nothing_are_searched_for(client: Seat) -> None:
    dialog, _ = palette(client)
    client.page.keyboard.press("Control+k")
    client.page.keyboard.type("kroner")
    dialog.get_by_role("option", name="Search for “kroner”").click()
    expect(client.page).to_have_url(f"{client.at}/search/?q=kroner")


def test_a_slash_focuses_search_and_a_question_mark_lists_the_keys(client: Seat) -> None:
    client.page.keyboard.press("/")
    field = client.page.get_by_label("Search jobs, people and records")
    expect(field).to_be_focused()
    client.page.keyboard.type("?/")
    expect(field).to_have_value("?/")
    keys = client.page.get_by_role("dialog", name="Keyboard shortcuts")
    client.page.keyboard.press("Control+k")
    expect(palette(client)[0]).to_be_hidden()
    field.blur()
    client.page.keyboard.press("?")
    expect(keys).to_be_visible()
    client.looks("keys")
    keys.get_by_label("Use the single keys").uncheck()
    keys.get_by_role("button", name="Close").click()
    client.opens("/")
    client.page.keyboard.press("?")
    client.page.keyboard.press("Control+k")
    expect(palette(client)[0]).to_be_visible()
    expect(keys).to_be_hidden()


def test_a_phone_reaches_both_by_its_menu(client: Seat) -> None:
    client.page.set_viewport_size(PHONE)
    client.page.locator("button.me").click()
    client.page.get_by_role("button", name="Go to").click()
    expect(palette(client)[1]).to_be_focused()
    client.looks("palette-phone")


def test_jobs_and_people_are_found_by_name(client: Seat, job: Job, ben: Person) -> None:
    client.opens(f"/search/?q={ben.name.split()[0]}")
    expect(client.page.get_by_role("link", name=f"Job {job.pk}: A field guide").first).to_be_visible()
    expect(client.page.get_by_role("link", name=ben.name, exact=True)).to_be_visible()
    client.looks("search-named")


def test_a_touch_screen_shows_no_keys(browser: Browser, live_server: Any, ada: Person, job: Job) -> None:
    for touch in (False, True):
        client = seat(browser, live_server.url, ada, has_touch=touch, is_mobile=touch)
        client.opens(f"/jobs/{job.pk}/")
        client.page.get_by_role("textbox", name="Message").focus()
        expect(client.page.get_by_text("Ctrl+Enter sends.")).to_be_visible(visible=not touch)
        client.page.locator("button.me").click()
        expect(client.page.locator("[data-opens=keys]")).to_be_visible(visible=not touch)
        client.opens("/help/")
        expect(client.page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible(visible=not touch)
