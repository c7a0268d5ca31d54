"""An operator decides a dispute about a milestone, the client appeals, and another operator decides that."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.stories.people import Seat, seat
from tests.time_travel import let_pass
from tests.trust.disputing import answered, offered, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def otto() -> Person:
    """Another operator."""
    return Person.objects.create_user("otto@example.org", name="Otto Berg", is_operator=True)


def test_an_operator_decides_and_another_decides_the_appeal(
    browser: Browser,
    live_server: Any,
    shared_clock: FrozenClock,
    ada: Person,
    ben: Person,
    olga: Person,
    otto: Person,
) -> None:
    dispute = opened(ada, factories.delivered(ada, ben, 1150, 500, title="Dome signage"), 1150, 400)
    answered(ben, dispute)
    offered(ben, dispute, 900)
    let_pass(shared_clock, days=6)
    address = f"/jobs/{dispute.job_id}/disputes/1/"
    client, freelancer, operator, other = (
        seat(browser, live_server.url, person) for person in (ada, ben, olga, otto)
    )
    reads(operator, address)
    client.opens(f"/jobs/{dispute.job_id}/")
    client.reads("Operator Olga Lind reads dispute 1")
    client.opens(address)
    client.looks("dispute-with-operator")
    decides(operator, "700", "Five of the seven signs match the proof.")
    operator.looks("dispute-decided-operator")
    freelancer.opens(address)
    freelancer.reads("Five of the seven signs match the proof.")
    freelancer.looks("dispute-decided")
    assert escrow() == usd(1650)
    client.opens("/")
    client.reads("Decision in dispute 1: $700.00 of $1,150.00 to the freelancer")
    client.looks("home-decided")
    client.clicks("Read the decision", role="link", exact=False)
    client.page.get_by_label("Why you appeal").fill("The proof that counts is the second one.")
    client.looks("dispute-appealing")
    client.clicks("Appeal")
    client.reads("Appealed. Another operator decides")
    client.looks("dispute-appealed")
    operator.opens(f"{address}decision/")
    expect(operator.page.get_by_role("button", name="Decide")).to_have_count(0)
    operator.looks("dispute-appealed-operator")
    reads(other, address)
    other.reads("The proof that counts is the second one.")
    decides(other, "600", "By the second proof four match.")
    other.looks("dispute-final-operator")
    for side in (client, freelancer):
        side.opens(address)
        side.reads("By the second proof four match.")
        expect(side.page.locator("section[aria-labelledby=frozen]")).to_contain_text("How it ended")
        side.looks(f"dispute-final-{side.person.name.split()[0].lower()}")
    assert (earnings(ben), escrow()) == (usd(600), usd(500))
    assert faults() == []


def reads(operator: Seat, address: str) -> None:
    """Open a dispute as an operator, which is an entry."""
    operator.opens(f"{address}decision/")
    operator.looks(f"dispute-unread-{operator.person.name.split()[0].lower()}")
    operator.clicks("Open and read it")
    operator.reads("What each side says")
    operator.looks(f"dispute-reading-{operator.person.name.split()[0].lower()}")


def decides(operator: Seat, amount: str, reason: str) -> None:
    """Decide what the freelancer gets, with reasons."""
    operator.page.get_by_label("To the freelancer", exact=True).fill(amount)
    operator.page.get_by_label("Reasons").fill(reason)
    operator.clicks("Decide")
    operator.reads("Decided. Both sides are told.")
