"""Hours are disputed, answered, decided by an operator, appealed, and decided for good by another."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from tests.auditing import faults
from tests.balances import earnings, escrow, wallet
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.stories.people import Seat, seat
from tests.time_travel import let_pass
from tests.work.hours.test_paying import submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def otto() -> Person:
    """Another operator."""
    return Person.objects.create_user("otto@example.org", name="Otto Berg", is_operator=True)


def test_disputed_hours_are_decided_with_a_split(
    browser: Browser,
    live_server: Any,
    shared_clock: FrozenClock,
    ada: Person,
    ben: Person,
    olga: Person,
    otto: Person,
) -> None:
    job = submitted(ada, ben, shared_clock).job
    client, freelancer = (seat(browser, live_server.url, person) for person in (ada, ben))
    disputes(client, job.pk)
    answers_and_offers(freelancer)
    let_pass(shared_clock, days=6)
    assert (earnings(ben), escrow()) == (usd(48), usd(12))
    operator, other = (seat(browser, live_server.url, person) for person in (olga, otto))
    address = f"/jobs/{job.pk}/disputes/1/"
    decides(operator, address, "8.00", "Two of the three blocks are in the brief.")
    assert escrow() == usd(12)
    client.opens("/")
    client.reads("Decision in dispute 1: $8.00 of $12.00 to the freelancer")
    client.clicks("Read the decision", role="link", exact=False)
    client.page.get_by_label("Why you appeal").fill("The brief was changed on Monday.")
    client.clicks("Appeal")
    client.reads("Appealed. Another operator decides")
    client.looks("hours-appealed")
    decides(other, address, "4.00", "One block was worked after the change.")
    for side in (client, freelancer):
        side.opens(address)
        side.reads("One block was worked after the change.")
        expect(side.page.locator("section[aria-labelledby=frozen]")).to_contain_text("How it ended")
        side.looks(f"hours-final-{side.person.name.split()[0].lower()}")
    client.opens(f"/jobs/{job.pk}/timesheet/?week=2026-03-02")
    client.looks("hours-final-timesheet")
    assert (earnings(ben), escrow(), wallet(ada)) == (usd(52), usd(0), usd(948))
    assert faults() == []


def disputes(client: Seat, job: int) -> None:
    """Choose the first three blocks of the timesheet, and dispute them."""
    client.opens(f"/jobs/{job}/timesheet/?week=2026-03-02")
    for number in range(3):
        client.page.get_by_role("checkbox").nth(number).click()
    client.clicks("Dispute")
    client.reads("3 business days to answer")
    client.page.get_by_label("Reason").fill("This part of the brief was dropped.")
    client.looks("hours-disputing")
    client.clicks("Dispute $12.00")
    client.reads("3 blocks disputed, $12.00. The rest is paid as planned.")
    client.looks("hours-disputed")
    client.opens(f"/jobs/{job}/timesheet/?week=2026-03-02")
    client.looks("hours-timesheet")
    client.opens(f"/jobs/{job}/terms/")
    client.looks("hours-terms")
    client.opens("/help/disputes/")
    client.looks("hours-help")


def answers_and_offers(freelancer: Seat) -> None:
    """Answer from Home, and make an offer that is not accepted."""
    freelancer.opens("/")
    freelancer.looks("hours-home")
    freelancer.clicks("Answer the dispute", role="link", exact=False)
    freelancer.looks("hours-answering")
    freelancer.page.get_by_label("Your answer").fill("It was dropped on Tuesday, and I worked on Monday.")
    freelancer.clicks("Send the answer")
    freelancer.reads("You both can make offers now.")
    freelancer.clicks("Make an open offer")
    dialog = freelancer.page.locator("#offer")
    dialog.get_by_label("To the freelancer").fill("10.00")
    dialog.get_by_role("button", name="Make the offer").click()
    freelancer.reads("Offered.")
    freelancer.looks("hours-negotiating")


def decides(operator: Seat, address: str, amount: str, reason: str) -> None:
    """Read a dispute, which is an entry, and decide it."""
    name = operator.person.name.split()[0].lower()
    operator.opens(f"{address}decision/")
    operator.clicks("Open and read it")
    operator.reads("Disputed time of the week of")
    operator.looks(f"hours-reading-{name}")
    operator.page.get_by_label("To the freelancer", exact=True).fill(amount)
    operator.page.get_by_label("Reasons").fill(reason)
    operator.clicks("Decide")
    operator.reads("Decided. Both sides are told.")
