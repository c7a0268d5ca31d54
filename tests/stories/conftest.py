"""A real browser for the stories: Debian's chromium, a new profile a test, no net beyond this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from handsel.kernel import clock
from tests.conftest import FrozenClock
from tests.stories.people import new_profile

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


BROWSERS = ("chromium-headless-shell", "chromium")
"""The same browser twice: the first draws no window and needs a third less of the processor."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One running browser for all stories of a process."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def browser_page(browser: Browser, live_server: object) -> Iterator[Page]:
    """A page in a profile of its own; what its console complains of fails the story.

    Give it to `page.goto(live_server.url + "/...")`. Several people at once: `people.seat()`.
    """
    context = new_profile(browser)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None,
    )
    yield page
    context.close()
    assert complaints == []


class SharedMoment:
    """Stands for the variable of the clock, which is that of one thread, in the threads of the server too."""

    def __init__(self) -> None:
        self.moment: datetime | None = None

    def get(self) -> datetime | None:
        """The present, if it stands still."""
        return self.moment

    def set(self, moment: datetime) -> datetime | None:
        """Let it be this moment; answers with the one before, for `reset`."""
        before, self.moment = self.moment, moment
        return before

    def reset(self, before: datetime | None) -> None:
        """Let it be as it was."""
        self.moment = before


@pytest.fixture
def shared_clock() -> Iterator[FrozenClock]:
    """The present of the test and of the served house, which starts at `MONDAY_NOON`."""
    with patch.object(clock, "_frozen", SharedMoment()), ExitStack() as stack:
        yield FrozenClock(stack)


@pytest.fixture
def real_clock() -> None:
    """For a story whose server is a process of its own, or in which time passes by itself."""


@pytest.fixture(autouse=True)
def _one_day(request: pytest.FixtureRequest) -> None:
    """Let each story in a browser be told on the same Monday, so that none depends on today's date."""
    if request.node.get_closest_marker("browser") and "real_clock" not in request.fixturenames:
        request.getfixturevalue("shared_clock")
