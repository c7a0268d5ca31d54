"""A warning is ignored, the words reported, an operator suspends, and another one overturns it on appeal."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from handsel.work.jobs.models import Job
from tests import factories
from tests.auditing import faults
from tests.conftest import FrozenClock
from tests.stories.people import Seat, seat, work_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ASKS = "Could you send that part to my PayPal this time? Then we save the fee."


@pytest.fixture
def otto() -> Person:
    """Another operator."""
    return Person.objects.create_user("otto@example.org", name="Otto Berg", is_operator=True)


@pytest.fixture
def job(shared_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100, 200)


def test_a_report_is_decided_and_overturned_on_appeal(
    browser: Browser, live_server: Any, job: Job, ada: Person, ben: Person, olga: Person, otto: Person
) -> None:
    client, freelancer, operator, other = (
        seat(browser, live_server.url, person) for person in (ada, ben, olga, otto)
    )
    freelancer.opens(f"/jobs/{job.pk}/")
    freelancer.page.get_by_label("Message", exact=True).fill(ASKS)
    freelancer.clicks("Post")
    freelancer.clicks("Post it all the same")
    freelancer.reads("Posted.")
    reports(client, job)
    work_all()
    decides(operator)
    work_all()
    freelancer.opens("/inbox/")
    freelancer.reads("An operator suspended you")
    freelancer.opens("/me/conduct/")
    freelancer.looks("conduct-suspended")
    freelancer.page.get_by_label("Why you appeal").fill("I asked for a courier's fee.")
    freelancer.clicks("Appeal")
    freelancer.reads("Another operator decides by")
    begins_nothing(freelancer)
    operator.opens("/console/conduct/")
    operator.reads("For another operator")
    grants(other)
    work_all()
    freelancer.opens("/me/conduct/")
    freelancer.reads("It was overturned and counts for nothing.")
    expect(freelancer.page.get_by_text("Suspended until")).to_have_count(0)
    freelancer.looks("conduct-overturned")
    client.opens("/me/conduct/")
    client.reads("Acted on")
    assert faults() == []


def reports(client: Seat, job: Job) -> None:
    """Report the message, from its own line in the Workroom."""
    client.opens(f"/jobs/{job.pk}/")
    client.page.get_by_role("link", name="Report entry").first.click()
    expect(client.page.get_by_label("Record numbers", exact=False)).not_to_have_value("")
    client.page.get_by_label("In your own words").fill("He asks to be paid by PayPal.")
    client.looks("conduct-report")
    client.clicks("Send the report")
    client.reads("Reported. You are told when an operator has decided.")
    client.looks("conduct-reported")


def decides(operator: Seat) -> None:
    """Suspend by the words of the entry alone."""
    operator.opens("/console/conduct/")
    operator.looks("console-conduct")
    operator.clicks("Read", role="link", exact=False)
    operator.reads(ASKS)
    operator.page.get_by_label("Decision", exact=True).select_option("suspend")
    operator.page.get_by_label("Last day of a suspension").fill("2026-03-12")
    operator.page.get_by_label("Reason", exact=True).select_option("payment outside")
    operator.page.get_by_label("In your own words").fill("It asks for payment by PayPal.")
    operator.looks("console-case")
    operator.clicks("Decide")
    operator.reads("Decided. Ben Okafor is told.")
    operator.looks("console-case-decided")


def begins_nothing(freelancer: Seat) -> None:
    """The banner is on every page."""
    freelancer.opens("/")
    freelancer.reads("You can finish what began, but cannot begin anything new.")
    freelancer.looks("home-suspended")


def grants(other: Seat) -> None:
    """Answer the appeal."""
    other.opens("/console/conduct/")
    other.clicks("Read", role="link", exact=False)
    other.page.get_by_label("Decision", exact=True).select_option("yes")
    other.page.get_by_label("Reasons").fill("A courier is no payment outside.")
    other.looks("console-appeal")
    other.clicks("Decide")
    other.reads("It was overturned and counts for nothing.")
