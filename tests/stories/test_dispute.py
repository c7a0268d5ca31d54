"""A client disputes a delivery, the freelancer answers, and an open offer or two sealed ones settle it."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from tests import factories
from tests.balances import earnings
from tests.factories import usd
from tests.stories.people import seat
from tests.trust.disputing import answered, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_dispute_is_opened_answered_and_settled_by_an_open_offer(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 1150, 500, title="Dome signage")
    client = seat(browser, live_server.url, ada)
    client.opens(f"/jobs/{milestone.job_id}/billing/")
    client.page.get_by_role("link", name="Dispute").first.click()
    client.reads("Most disagreements end by one of these")
    client.page.get_by_label("Of this, to the freelancer").fill("400")
    client.page.get_by_label("Reason").fill("Two of the seven signs carry an older spelling.")
    client.page.get_by_label("Evidence").fill("1, 2")
    client.looks("dispute-opening")
    client.clicks("Open the dispute")
    client.reads("Opened. $1,150.00 is frozen.")
    client.looks("dispute-opened")
    freelancer = seat(browser, live_server.url, ben)
    freelancer.opens("/")
    freelancer.page.get_by_role("link", name="Answer the dispute").click()
    freelancer.page.get_by_label("Your answer").fill("Five signs match the proof.")
    freelancer.looks("dispute-answering")
    freelancer.clicks("Send the answer")
    freelancer.page.get_by_role("button", name="Make an open offer").first.click()
    freelancer.page.get_by_label("To the freelancer", exact=True).fill("900")
    freelancer.page.get_by_label("Why this is fair").fill("I redo the two signs.")
    freelancer.looks("dispute-offer")
    freelancer.clicks("Make the offer")
    freelancer.reads("I redo the two signs.")
    client.opens(f"/jobs/{milestone.job_id}/disputes/1/")
    client.reads("Five signs match the proof.")
    client.looks("dispute-negotiating")
    client.opens(f"/jobs/{milestone.job_id}/billing/")
    client.looks("billing-disputed")
    client.opens(f"/jobs/{milestone.job_id}/disputes/1/")
    client.page.get_by_role("button", name="Accept $900.00 to the freelancer").click()
    client.looks("dispute-accepting")
    client.clicks("Accept and settle")
    client.reads("Settled: $900.00 to the freelancer, $250.00 for the client.")
    expect(client.page.locator("section[aria-labelledby=frozen]")).to_contain_text("How it ended")
    client.looks("dispute-settled")
    assert earnings(ben) == usd(900)


def test_a_dispute_is_settled_by_sealed_offers_that_meet(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    dispute = opened(ada, factories.delivered(ada, ben, 1150, title="Dome signage"), 1150, 400)
    answered(ben, dispute)
    client, freelancer = (seat(browser, live_server.url, person) for person in (ada, ben))
    address = f"/jobs/{dispute.job_id}/disputes/1/"
    client.opens(address)
    client.page.get_by_label("The most you would pay").fill("650")
    client.looks("dispute-sealing")
    client.clicks("Seal the offer")
    client.reads("Sealed. Nobody sees the number.")
    client.looks("dispute-sealed")
    freelancer.opens(address)
    freelancer.page.get_by_label("The least you would take").fill("600")
    freelancer.clicks("Seal the offer")
    freelancer.reads("The sealed offers met: $625.00 to the freelancer.")
    freelancer.looks("dispute-met")
    client.opens(address)
    client.reads("The sealed offers met")
    assert earnings(ben) == usd(625)
