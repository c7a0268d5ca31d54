"""A real browser for the stories: Debian's chromium, a new profile a test, no net beyond this machine."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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

    Give it to `page.goto(live_server.url + "/...")`. Several people at once: `browser.new_context()`.
    """
    context = browser.new_context(locale="en-GB", timezone_id="Europe/Oslo")
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
