"""How every page lies in every state: nothing cut off, over other text, or broken within a word.

`make catalogue` runs these with screenshots and lays all of them out on one page.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from tests.stories.people import seat
from tests.stories.scenes import SCENES, Shown
from tests.stories.screenshots import DESK, PHONE, SMALL, shoot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAYOUT = Path(__file__).with_name("layout.js").read_text()
SEND_EMPTY = """() => {
  const forms = [...document.querySelectorAll("main form[method=post]")];
  const form = forms.find((one) => one.querySelector("input:not([type=hidden]), textarea"));
  for (const field of form.querySelectorAll("input:not([type=hidden]), textarea")) field.value = "";
  HTMLFormElement.prototype.submit.call(form);
}"""
UNFOLD = "for (const one of document.querySelectorAll('main details')) one.open = true"


@pytest.mark.parametrize("scene", SCENES)
def test_no_text_of_any_page_is_cut_off_covered_or_broken(
    scene: str, browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    ensure_presets()
    pages: dict[Person | None, Page] = {}
    problems: list[str] = []
    for shown in SCENES[scene](ada, ben):
        if shown.person not in pages:
            pages[shown.person] = _page(browser, live_server.url, shown.person)
        page = pages[shown.person]
        answer = page.goto(live_server.url + shown.path)
        assert answer is not None
        assert answer.status == 200, f"{shown.name}: {answer.status}"
        if shown.is_sent_empty:
            with page.expect_navigation():
                page.evaluate(SEND_EMPTY)
        problems += [f"{scene}, {shown.name}, {problem}" for problem in _looked_at(page, scene, shown)]
    for page in pages.values():
        page.context.close()
    assert problems == [], "\n" + "\n".join(problems)


def _looked_at(page: Page, scene: str, shown: Shown) -> Iterator[str]:
    shoot(page, f"{scene}/{shown.name}")
    for size in (DESK, PHONE, SMALL):
        page.set_viewport_size(size)
        yield from (f"{size['width']}: {problem}" for problem in page.evaluate(LAYOUT))
    page.evaluate(UNFOLD)
    yield from (f"unfolded, {SMALL['width']}: {problem}" for problem in page.evaluate(LAYOUT))
    for dialog in page.locator("main dialog").all():
        dialog.evaluate("dialog => dialog.showModal()")
        name = dialog.get_attribute("id")
        yield from (f"#{name}, {SMALL['width']}: {problem}" for problem in page.evaluate(LAYOUT))
        dialog.evaluate("dialog => dialog.close()")


def _page(browser: Browser, at: str, person: Person | None) -> Page:
    if person is not None:
        return seat(browser, at, person, reduced_motion="reduce").page
    return browser.new_context(locale="en-GB", reduced_motion="reduce").new_page()
