"""Somebody finds a sentence in a delivered PDF while typing, and goes to the entry that brought it."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Browser, Page, expect

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import factories
from tests.search.text_extraction import documents
from tests.stories.people import new_profile, seat, work_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_was_said_is_found_while_typing(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 100, 200)
    post(Actor(ben.pk), job, words="The card fee is 1.4% plus 2.50 kroner.", files=[])
    post(
        Actor(ben.pk), job, words="Here is the plan.", files=keep([ContentFile(documents.pdf(), "plan.pdf")])
    )
    for place in range(30):
        post(Actor(ada.pk), job, words=f"Word {place}", files=[])
    work_all()
    client = seat(browser, live_server.url, ada)
    client.opens(f"/jobs/{job.pk}/")
    field = client.page.get_by_label("Words, file names or entry numbers")
    field.press_sequentially("KRO", delay=30)
    marks = client.page.locator("#results mark")
    expect(marks).to_have_text(["kroner"])
    expect(field).to_be_focused()
    client.looks("search-workroom")
    field.fill("zebra")
    expect(client.page.locator(".passage mark")).to_have_text(["zebra"])
    field.fill("nothing like it")
    client.reads("Nothing matches “nothing like it”")
    client.looks("search-nothing")
    _in_all_jobs(client.page)
    client.looks("search")
    client.page.locator("#results h3 a").click()
    expect(client.page.locator("#r5.chosen")).to_be_in_viewport()
    client.looks("search-opened")


def _in_all_jobs(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    everywhere = page.get_by_label("Search jobs, people and records")
    everywhere.fill("crosses ubergabe")
    everywhere.press("Enter")
    expect(page.locator(".passage mark")).to_have_text(["crosses", "Übergabe"])


def test_searching_works_without_scripts(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 100)
    post(Actor(ben.pk), job, words="The card fee is 1.4%.", files=[])
    work_all()
    client = seat(browser, live_server.url, ada)
    bare = new_profile(browser, java_script_enabled=False, storage_state=client.page.context.storage_state())
    page = bare.new_page()
    page.goto(f"{live_server.url}/jobs/{job.pk}/")
    page.get_by_label("Words, file names or entry numbers").fill("card")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("#results mark")).to_have_text(["card"])
    page.get_by_role("link", name="Money").last.click()
    expect(page.get_by_text("Nothing matches “card”")).to_be_visible()
    bare.close()
