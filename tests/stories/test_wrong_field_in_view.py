"""After a refusal, the first wrong field has the focus, and neither bar nor buttons lie over it."""

from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize

from handsel.people.models import Person
from handsel.work.jobs.models import Job
from tests import factories
from tests.stories.people import seat
from tests.stories.screenshots import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEND_WITHOUT = """name => {
  const form = document.querySelector("form[data-draft]");
  form.elements[name].value = "";
  form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
  HTMLFormElement.prototype.submit.call(form);
}"""
COVERED = """field => {
  const box = field.getBoundingClientRect();
  const lines = [box.top + 2, (box.top + box.bottom) / 2, box.bottom - 2];
  return lines.map((y) => document.elementFromPoint(box.left + box.width / 2, y))
    .filter((one) => one !== field).map((one) => one?.outerHTML.slice(0, 80) ?? "beyond the screen");
}"""


@pytest.mark.parametrize("size", [DESK, PHONE], ids=lambda size: str(size["width"]))
@pytest.mark.parametrize("name", ["title", "description"])
@pytest.mark.parametrize("path", ["/jobs/award/", "/jobs/{}/terms/"])
def test_the_first_wrong_field_is_not_covered(
    browser: Browser, live_server: Any, ada: Person, ben: Person, path: str, name: str, size: ViewportSize
) -> None:
    job: Job = factories.awarded(ada, ben, 100)
    page = seat(browser, live_server.url, ada, viewport=size).page
    page.goto(live_server.url + path.format(job.pk))
    if "award" in path:
        page.get_by_label("Name or email").fill("new@example.org")
        for field, words in {"title": "A booking", "description": "Tours"}.items():
            page.locator(f"[name={field}]").fill(words)
    with page.expect_navigation():
        page.evaluate(SEND_WITHOUT, name)
    page.wait_for_load_state()
    page.wait_for_timeout(700)
    wrong = page.locator(":focus")
    assert wrong.get_attribute("name") == name
    assert wrong.get_attribute("aria-invalid") == "true"
    assert wrong.evaluate(COVERED) == []
    page.context.close()
