"""People in their browsers: each has a profile of their own, and all share one clock."""

from dataclasses import dataclass
from typing import Any

from allauth.usersessions.models import UserSession
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.people.models import Person
from handsel.tasks.worker import work
from tests.stories.screenshots import check_page
from tests.web.scenario import enter

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36"

POLL_MS = 15_000
"""How often an open Workroom without a stream asks for new entries."""


@dataclass
class Seat:
    """Somebody at a browser."""

    person: Person
    page: Page
    at: str

    def opens(self, path: str) -> None:
        """Go to an address of the house."""
        answer = self.page.goto(self.at + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"

    def clicks(self, name: str, *, role: Any = "button", exact: bool = True) -> None:
        """Press the button, or follow the link, of that name, once no part of the page is on its way."""
        self.page.locator(".htmx-request").first.wait_for(state="detached")
        self.page.get_by_role(role, name=name, exact=exact).first.click()
        self.page.wait_for_load_state()

    def reads(self, words: str) -> None:
        """Find words on the page, or say what stands there instead."""
        try:
            self.page.get_by_text(words).first.wait_for(state="visible")
        except TimeoutError as error:
            raise AssertionError(f"{self.page.url}: {self.page.inner_text('body')}") from error

    def looks(self, name: str) -> None:
        """Check that the page is accessible, and take screenshots of it."""
        check_page(self.page, name)


def new_profile(browser: Browser, **profile: Any) -> BrowserContext:
    """A new profile of a browser in Oslo, without motion: while a page scrolls, bars cover what it shows."""
    settings = {"locale": "en-GB", "timezone_id": "Europe/Oslo", "reduced_motion": "reduce"}
    return browser.new_context(**(settings | profile))


def seat(browser: Browser, at: str, person: Person, **profile: Any) -> Seat:
    """A signed-in person in a browser with a new profile."""
    context = new_profile(browser, **profile)
    client = Client()
    enter(client, person)
    value = client.cookies["sessionid"].value
    UserSession.objects.create(user=person, session_key=value, ip="127.0.0.1", user_agent=BROWSER)
    context.add_cookies([{"name": "sessionid", "value": value, "url": at}])
    return Seat(person, context.new_page(), at)


def work_all() -> None:
    """Run all due tasks."""
    while work(TASK_HANDLERS):
        pass
