"""Money in one place: a milestone is funded where it is shown, and months and invoices are looked through."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from tests import factories
from tests.stories.people import seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_client_funds_from_money_and_looks_through_it(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    ensure_presets()
    paid = factories.delivered(ada, ben, 300, title="Star charts")
    factories.released(ada, paid)
    factories.bound(ada, ben, 100, 200, title="Night tours")
    client = seat(browser, live_server.url, ada)
    client.opens("/money/")
    client.looks("money-client")
    client.clicks("Fund $100.00")
    dialog = client.page.locator(".lightbox:popover-open")
    expect(dialog).to_contain_text("Left in your wallet")
    dialog.get_by_role("button", name="Fund $100.00").click()
    client.reads("$100.00 is in escrow.")
    client.opens("/money/")
    client.clicks("This month", role="link")
    expect(client.page.locator("#inv")).to_be_in_viewport()
    client.page.get_by_label("Job", exact=True).select_option(label=f"Job {paid.job_id}: Star charts")
    client.clicks("Show")
    client.reads("Paid by you: $300.00")
    client.clicks("Last year", role="link")
    client.reads("No invoices match.")


def test_a_freelancer_reads_the_chart_as_a_table(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    ensure_presets()
    factories.released(ada, factories.delivered(ada, ben, 300))
    freelancer = seat(browser, live_server.url, ben)
    freelancer.opens("/money/")
    freelancer.looks("money-freelancer")
    freelancer.page.get_by_text("Show as a table").click()
    row = freelancer.page.get_by_role("table", name="By month").get_by_role("row").nth(1)
    expect(row).to_contain_text("$300.00")
    freelancer.looks("money-chart-table")


def test_a_bank_is_asked_how_long_it_takes_and_a_card_is_not(
    browser: Browser, live_server: Any, ada: Person
) -> None:
    client = seat(browser, live_server.url, ada)
    client.opens("/money/wallet/")
    expect(client.page.get_by_label("Transfer time")).to_be_hidden()
    client.page.get_by_label("Test bank transfer").check()
    expect(client.page.get_by_label("Transfer time")).to_be_visible()
    client.page.get_by_label("Amount, USD").fill("25")
    client.clicks("Add funds")
    client.reads("On its way")
    expect(client.page.locator("#history")).to_have_count(1)
    client.looks("wallet-on-its-way")
