"""On a phone: every amount whole and apart from its neighbours, every tab in sight, money before jobs."""

from typing import Any

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from tests import factories
from tests.stories.people import seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [320, 390]
BROKEN_OR_COLLIDING = """() => {
  const shown = [...document.querySelectorAll('main .money, main td.num')];
  const lines = shown.map(element => {
    const range = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let node, boxes = [];
    while ((node = walker.nextNode())) {
      if (!/\\d/.test(node.data) || node.parentElement.closest('.hide, small, .left')) continue;
      range.selectNodeContents(node);
      boxes.push([...range.getClientRects()].filter(box => box.width > 1));
    }
    return {text: element.textContent.trim(), boxes};
  });
  const rows = boxes => new Set(boxes.map(box => Math.round(box.top))).size;
  const broken = lines.filter(line => line.boxes.some(node => rows(node) > 1));
  const all = lines.flatMap(line => line.boxes.flat().map(box => ({text: line.text, box})));
  const wide = all.filter(({box}) => box.right > innerWidth || box.left < 0);
  const touching = all.filter((amount, at) => all.some((other, i) => i > at
    && amount.box.left < other.box.right + 4 && other.box.left < amount.box.right + 4
    && amount.box.top < other.box.bottom - 1 && other.box.top < amount.box.bottom - 1));
  return [...broken, ...wide, ...touching].map(line => line.text);
}"""
"""The amounts of a page that are broken over lines, stand outside of it, or touch another amount."""


def at_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})


def box_of(element: Locator) -> FloatRect:
    box = element.bounding_box()
    assert box is not None
    return box


def sides_of(element: Locator) -> tuple[float, float]:
    box = box_of(element)
    return box["x"], box["x"] + box["width"]


@pytest.mark.parametrize("path", ["/", "/money/", "/money/wallet/"])
def test_amounts_stay_whole_and_apart(
    browser: Browser, live_server: Any, ada: Person, ben: Person, path: str
) -> None:
    ensure_presets()
    factories.rich(ada, 9_000_000)
    factories.fund_all(ada, factories.bound(ada, ben, 1_234_567.89, 2_345_678.9))
    client = seat(browser, live_server.url, ada)
    client.opens(path)
    for width in WIDTHS:
        at_width(client.page, width)
        assert client.page.evaluate(BROKEN_OR_COLLIDING) == [], width
    client.looks("phone-" + (path.strip("/").replace("/", "-") or "home"))


def test_every_tab_of_a_job_is_in_sight(browser: Browser, live_server: Any, ada: Person, ben: Person) -> None:
    ensure_presets()
    job = factories.funded(ada, ben, 100)
    client = seat(browser, live_server.url, ada)
    for page in ["", "terms/", "reports/", "billing/"]:
        for width in WIDTHS:
            at_width(client.page, width)
            client.opens(f"/jobs/{job.pk}/{page}")
            for tab in client.page.locator("nav.tabs a").all():
                left, right = sides_of(tab)
                assert left >= 0, (page, width)
                assert right <= width, (page, width)
    client.looks("phone-tabs")
    client.opens("/jobs/?q=tours")
    client.looks("phone-jobs")


def test_money_stands_above_the_jobs_at_home(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    ensure_presets()
    factories.funded(ada, ben, 100)
    client = seat(browser, live_server.url, ada)
    at_width(client.page, 390)
    client.opens("/")
    money, jobs = client.page.locator("#balance-1"), client.page.locator("#jobs")
    assert box_of(money)["y"] < box_of(jobs)["y"]
    at_width(client.page, 1440)
    assert box_of(money)["x"] > box_of(jobs)["x"]


def test_filters_and_submit_buttons_fit_a_phone(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    ensure_presets()
    job = factories.funded(ada, ben, 100)
    page = seat(browser, live_server.url, ada).page
    at_width(page, 390)
    page.goto(f"{live_server.url}/jobs/{job.pk}/")
    assert all(sides_of(link)[1] <= 390 for link in page.locator("#filters a").all())
    for path in ("/money/wallet/", "/money/letterhead/", f"/jobs/{job.pk}/ending/"):
        page.goto(live_server.url + path)
        form = page.locator("main form[method=post].body, main form .body").first
        buttons = form.locator(".row.end > :is(button, .button)").all()
        assert buttons, path
        for button in buttons:
            assert box_of(button)["width"] >= 300, path
    page.context.close()


def test_a_message_does_not_move_the_page(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 100)
    page = seat(browser, live_server.url, ada).page
    at_width(page, 390)
    page.goto(f"{live_server.url}/jobs/{milestone.job_id}/billing/")
    before = box_of(page.locator("h1"))["y"]
    page.locator(f"[popovertarget=release-{milestone.pk}]").first.click()
    page.locator(f"#release-{milestone.pk}-do").click()
    page.locator(".toast").wait_for()
    assert box_of(page.locator("h1"))["y"] == before
    page.get_by_role("button", name="Dismiss").click()
    assert page.locator(".toast").count() == 0
    assert box_of(page.locator("h1"))["y"] == before
    page.context.close()
