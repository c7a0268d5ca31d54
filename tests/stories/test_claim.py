"""A client claims back a part of what was paid, and both settle it on their pages."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from handsel.money.ledger.models import AccountKind
from handsel.money.rails.payouts import request_payout
from handsel.people.models import Person
from handsel.record.actions import Actor
from tests import factories
from tests.auditing import faults
from tests.balances import earnings
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.stories.people import seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_was_paid_is_claimed_and_the_rest_is_owed(
    browser: Browser, live_server: Any, shared_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 100, title="Dome signage")
    factories.released(ada, milestone)
    request_payout(Actor(ben.pk), ben, usd(90), source=AccountKind.EARNINGS)
    client, freelancer = (seat(browser, live_server.url, person) for person in (ada, ben))
    client.opens(f"/jobs/{milestone.job_id}/billing/")
    client.looks("claim-billing")
    client.clicks("Claim", role="link", exact=False)
    client.reads("It freezes nothing.")
    client.page.get_by_label("Amount you want back").fill("60.00")
    client.page.get_by_label("Reason").fill("Two signs fell off.")
    client.looks("claim-opening")
    client.clicks("Open the claim")
    client.reads("Opened. You claim $60.00.")
    client.looks("claim-opened")
    freelancer.opens("/")
    freelancer.reads("Ada claims $60.00 that was paid")
    freelancer.looks("claim-home")
    freelancer.clicks("Answer the claim", role="link", exact=False)
    freelancer.looks("claim-answering")
    freelancer.clicks("Make an open offer")
    dialog = freelancer.page.locator("#offer")
    dialog.get_by_label("To the freelancer").fill("30.00")
    dialog.get_by_role("button", name="Make the offer").click()
    freelancer.reads("Offered.")
    client.opens(f"/jobs/{milestone.job_id}/disputes/1/")
    client.clicks("Accept $30.00 to the freelancer")
    client.looks("claim-accepting")
    client.clicks("Accept and settle")
    client.reads("Settled: $30.00 to the freelancer, $30.00 for the client.")
    client.looks("claim-settled")
    freelancer.opens("/money/earnings/")
    freelancer.reads("Owed after a claim")
    freelancer.looks("claim-owed")
    assert earnings(ben) == usd(0)
    assert faults() == []
