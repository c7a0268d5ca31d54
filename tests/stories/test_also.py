"""What no scene shows: the palette, mails, the narrowest phone, and pages without script.

`make catalogue` runs these too, and shows them under "also".
"""

from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from handsel.people.models import Person
from tests.stories.people import Seat, seat
from tests.stories.screenshots import NARROW, shoot
from tests.stories.test_layout import LAYOUT
from tests.web.scenario import World, work_all, world_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

JOB_PAGES = ("workroom", "terms", "reports", "job-billing")
MAILS = ("awarded the job", "funded milestones", "delivered milestone 1", "requests a refund", "released")


@pytest.fixture
def world(ada: Person, ben: Person) -> World:
    return world_of(ada, ben)


def paths_of(world: World) -> dict[str, str]:
    own = {name: reverse(name) for name in ("home", "award", "money")}
    return {**own, **{name: reverse(name, args=[world.job.pk]) for name in JOB_PAGES}}


def test_the_palette_lies_over_a_page(browser: Browser, live_server: Any, world: World, ada: Person) -> None:
    client = seat(browser, live_server.url, ada)
    client.opens("/")
    client.page.keyboard.press("Control+k")
    expect(client.page.get_by_role("dialog", name="Go to")).to_be_visible()
    shoot(client.page, "also/palette")
    assert client.page.evaluate(LAYOUT) == []


def test_mails_lie_well_in_every_size(browser_page: Page, world: World) -> None:
    work_all()
    for words in MAILS:
        letter = next(row for row in mail.outbox if words in row.subject)
        browser_page.set_content(str(letter.alternatives[0][0]))
        shoot(browser_page, f"also/mail-{words.replace(' ', '-')}")
        browser_page.set_viewport_size(NARROW)
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], words


def test_pages_lie_well_on_the_narrowest_phone(
    browser: Browser, live_server: Any, world: World, ada: Person
) -> None:
    client = seat(browser, live_server.url, ada)
    client.page.set_viewport_size(NARROW)
    problems = []
    for name, path in paths_of(world).items():
        client.opens(path)
        shoot(client.page, f"also/narrow-{name}", [NARROW])
        problems += [f"{name}: {problem}" for problem in client.page.evaluate(LAYOUT)]
    assert problems == []


def test_pages_work_without_script(
    browser: Browser, live_server: Any, world: World, ada: Person, ben: Person
) -> None:
    client, freelancer = (_unscripted(browser, live_server, person) for person in (ada, ben))
    for name, path in paths_of(world).items():
        who = freelancer if name == "reports" else client
        who.opens(path)
        shoot(who.page, f"also/unscripted-{name}")
        expect(who.page.get_by_role("heading", level=1)).to_be_visible()


def _unscripted(browser: Browser, live_server: Any, person: Person) -> Seat:
    return seat(browser, live_server.url, person, java_script_enabled=False)
