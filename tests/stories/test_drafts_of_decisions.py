"""What is typed about blocks of a timesheet, and what operators type, comes back until it is sent."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from tests import factories
from tests.conftest import FrozenClock
from tests.console.failing import failing_task
from tests.stories.people import Seat, seat
from tests.time_travel import let_pass
from tests.trust.conduct.reported import reported
from tests.web.hours.test_sheets import worked_week

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RESTORED = "Your draft was restored"
REASON = "These hours were for the other job."


def comes_back(person: Seat, address: str, label: str = "Reason") -> None:
    person.opens(address)
    person.page.get_by_label(label, exact=True).first.fill(REASON)
    person.opens(address)
    person.reads(RESTORED)
    expect(person.page.get_by_label(label, exact=True).first).to_have_value(REASON)
    person.opens("/")
    expect(person.page.locator(f"#unsent a[href='{address}']")).to_be_visible()


def test_the_reason_and_the_blocks_that_were_chosen_come_back(
    browser: Browser, live_server: Any, ada: Person, ben: Person, shared_clock: FrozenClock
) -> None:
    ensure_presets()
    week = factories.week_of(worked_week(ada, ben))
    let_pass(shared_clock, days=7)
    client = seat(browser, live_server.url, ada)
    address = reverse("sheet-blocks", args=[week.pk, "rejection"])
    client.opens(address)
    blocks, button = (
        client.page.locator("input[name=block]"),
        client.page.get_by_role("button", name="Reject"),
    )
    blocks.first.check()
    blocks.nth(2).check()
    expect(button).to_have_text("Reject $8.00")
    comes_back(client, address)
    client.opens(address)
    expect(client.page.locator("input[name=block]:checked")).to_have_count(2)
    expect(button).to_have_text("Reject $8.00")
    client.clicks("Reject", exact=False)
    client.opens("/")
    expect(client.page.locator("#unsent a")).to_have_count(0)


def test_what_an_operator_types_comes_back(
    browser: Browser, live_server: Any, ada: Person, ben: Person, olga: Person
) -> None:
    ensure_presets()
    case = reported(ada, factories.bound(ada, ben, 100))
    operator = seat(browser, live_server.url, olga)
    comes_back(operator, reverse("console-case", args=[case.ref]), "In your own words")
    comes_back(operator, reverse("console-item", args=["conduct", case.ref]), "Note")
    comes_back(operator, reverse("console-task", args=[failing_task("letter-7", given_up=True).pk]))
    comes_back(operator, reverse("console-person", args=[ben.pk]))
    comes_back(operator, reverse("opened-job", args=[case.job_id]))
