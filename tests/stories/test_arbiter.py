"""The only operator decides a dispute, and the outside arbiter its appeal, by the link of a mail."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Browser

from handsel.kernel.identifiers import HOUSE
from handsel.people.models import Person
from handsel.policy.models import Policy
from handsel.policy.publishing import ensure_presets, publish
from handsel.record.actions import Actor
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.stories.people import Seat, new_profile, seat
from tests.time_travel import let_pass
from tests.trust.disputing import answered, latest, offered, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_appeal_goes_to_the_arbiter_who_decides_by_a_link(
    browser: Browser, live_server: Any, shared_clock: FrozenClock, ada: Person, ben: Person, olga: Person
) -> None:
    name_arbiter()
    dispute = opened(ada, factories.delivered(ada, ben, 1150, 500, title="Dome signage"), 1150, 400)
    client = seat(browser, live_server.url, ada)
    client.opens(f"/jobs/{dispute.job_id}/terms/")
    client.reads("an appeal goes to the outside arbiter, Vera Lint (vera@example.org)")
    client.looks("terms-arbiter")
    answered(ben, dispute)
    offered(ben, dispute, 900)
    declines(client, dispute.job_id)
    let_pass(shared_clock, days=6)
    client, operator = (seat(browser, live_server.url, person) for person in (ada, olga))
    decides(operator, f"/jobs/{dispute.job_id}/disputes/1/decision/", "700", "Five of the seven signs match.")
    client.opens(f"/jobs/{dispute.job_id}/disputes/1/")
    client.page.get_by_label("Why you appeal").fill("The proof that counts is the second one.")
    client.looks("dispute-appealing-to-arbiter")
    client.clicks("Appeal")
    client.reads("Appealed. The arbiter Vera Lint decides")
    client.looks("dispute-with-arbiter")
    let_pass(shared_clock)
    arbiter = Seat(Person(name="Vera Lint"), new_profile(browser).new_page(), live_server.url)
    address = link()
    arbiter.opens(address)
    arbiter.reads("You are reading this as the outside arbiter, Vera Lint.")
    arbiter.looks("arbiter-unread")
    arbiter.clicks("Open and read it")
    arbiter.reads("The proof that counts is the second one.")
    arbiter.looks("arbiter-reading")
    arbiter.page.get_by_label("To the freelancer", exact=True).fill("600")
    arbiter.page.get_by_label("Reasons").fill("By the second proof four match.")
    arbiter.clicks("Decide")
    arbiter.reads("Your decision is on the record")
    arbiter.looks("arbiter-done")
    client.opens(f"/jobs/{dispute.job_id}/disputes/1/")
    client.reads("The arbiter Vera Lint decided on $600.00 to the freelancer")
    client.looks("dispute-decided-by-arbiter")
    client.opens(f"/jobs/{dispute.job_id}/")
    client.reads("Arbiter Vera Lint decided the appeal in dispute 1")
    assert (earnings(ben), escrow(), latest().stage) == (usd(600), usd(500), "final")
    assert faults() == []


def name_arbiter() -> None:
    """The policy of the next jobs names Vera."""
    ensure_presets()
    rules = Policy.objects.current().get(name="classic").rules
    named = replace(rules, arbiter_name="Vera Lint", arbiter_email="vera@example.org")
    publish(Actor(HOUSE), "classic", named)


def declines(client: Seat, job: int) -> None:
    """Read whose turn it is, and decline the offer."""
    client.opens(f"/jobs/{job}/disputes/1/")
    client.reads("Answer the offer of Ben")
    client.clicks("Decline this offer")
    client.page.locator("#declining").get_by_label("Why (optional)").fill("Two signs are missing.")
    client.looks("dispute-declining")
    client.clicks("Decline it")
    client.reads("Declined. Make an offer of your own")
    client.reads("Two signs are missing.")
    client.looks("dispute-declined")


def decides(operator: Seat, address: str, amount: str, reason: str) -> None:
    """Read and decide as the operator."""
    operator.opens(address)
    operator.clicks("Open and read it")
    operator.page.get_by_label("To the freelancer", exact=True).fill(amount)
    operator.page.get_by_label("Reasons").fill(reason)
    operator.clicks("Decide")
    operator.reads("Decided. Both sides are told.")


def link() -> str:
    """The path in the mail to the arbiter."""
    body = next(str(message.body) for message in mail.outbox if message.to == ["vera@example.org"])
    return re.findall(r"/arbiter/[^/]+/", body)[0]
