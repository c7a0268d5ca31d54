"""Small things that pages must not do: overflow, show an empty bar, ask for what is gone."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.money.ledger.accounts import account_of, balance_of
from handsel.money.ledger.models import AccountKind
from handsel.money.rails.payouts import request_payout
from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.record.actions import Actor
from handsel.work.terms.award import Awardee, award
from tests import factories
from tests.stories.people import seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "bartholomew.featherstonehaugh@consulting.example.org"


def test_a_long_email_of_somebody_invited_wraps(browser: Browser, live_server: Any, ada: Person) -> None:
    ensure_presets()
    job = award(Actor(ada.pk), ada, Awardee(email=LONG), factories.terms(50))
    client = seat(browser, live_server.url, ada)
    client.opens(f"/jobs/{job.pk}/terms/")
    client.looks("terms-invited")


def test_no_bar_is_left_when_all_is_withdrawn(browser: Browser, live_server: Any, ada: Person) -> None:
    factories.rich(ada)
    whole = balance_of(account_of(ada.party, AccountKind.WALLET, "USD"))
    request_payout(Actor(ada.pk), ada, whole, source=AccountKind.WALLET)
    client = seat(browser, live_server.url, ada)
    client.opens("/money/wallet/")
    expect(client.page.locator(".balance")).to_have_count(1)
    expect(client.page.locator(".balance .share")).to_have_count(0)


def test_a_page_asks_for_no_upload_that_was_posted(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 100)
    client = seat(browser, live_server.url, ada)
    missing: list[str] = []
    client.page.on("response", lambda answer: missing.append(answer.url) if answer.status == 404 else None)
    client.opens(f"/jobs/{job.pk}/")
    file = {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"hello"}
    client.page.set_input_files("#id_attached", files=[file])  # type: ignore[list-item]
    client.reads("ready to post")
    client.clicks("Post")
    client.reads("Posted.")
    client.opens(f"/jobs/{job.pk}/")
    expect(client.page.locator("#composer .files li")).to_have_count(0)
    assert missing == []


def test_the_picker_of_a_picture_looks_like_a_button(browser: Browser, live_server: Any, ada: Person) -> None:
    client = seat(browser, live_server.url, ada)
    client.opens("/me/")
    client.looks("picture")


@pytest.mark.parametrize("width", [1440, 390, 360])
def test_a_confirmation_has_its_buttons_in_one_row_and_on_a_phone_below_each_other(
    width: int, browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    job = factories.bound(ada, ben, 12_345_678.90)
    client = seat(browser, live_server.url, ada, viewport={"width": width, "height": 800})
    client.opens(f"/jobs/{job.pk}/billing/")
    client.page.locator("button[popovertarget^=fund-]").first.click()
    footer = client.page.locator(".lightbox:popover-open footer")
    ends = [button.bounding_box() for button in footer.get_by_role("button").all()]
    cancel, fund = (box for box in ends if box)
    if width < 1440:
        assert fund["y"] + fund["height"] <= cancel["y"]
        assert (fund["x"], fund["width"]) == (cancel["x"], cancel["width"])
        return
    assert abs(cancel["y"] + cancel["height"] / 2 - fund["y"] - fund["height"] / 2) < 1
    assert cancel["x"] + cancel["width"] <= fund["x"]


def test_the_hints_of_cards_stand_at_one_height(browser: Browser, live_server: Any, ada: Person) -> None:
    client = seat(browser, live_server.url, ada, viewport={"width": 1440, "height": 800})
    client.opens("/me/")
    hints = client.page.locator(".choices .hint")
    assert len(set(hints.evaluate_all("all => all.map(hint => hint.getBoundingClientRect().top)"))) == 1


def test_a_restored_draft_stands_in_a_notice_with_a_button(
    browser: Browser, live_server: Any, ada: Person
) -> None:
    client = seat(browser, live_server.url, ada)
    for _ in range(2):
        client.opens("/money/letterhead/")
        client.page.get_by_label("Address", exact=True).fill("12 Quay Street")
    notice = client.page.locator("[data-restored]")
    for part in (notice, notice.get_by_role("button", name="Discard the draft")):
        expect(part).to_have_css("border-top-style", "solid")
        expect(part).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    client.looks("letterhead-restored")
