"""Ada pays Ben a bonus; Ben reads what it was for and finds it in his earnings."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from tests import factories
from tests.stories.people import seat
from tests.stories.screenshots import check_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripted", [True, False])
def test_a_bonus_is_paid_and_read(
    browser: Browser, live_server: Any, ada: Person, ben: Person, scripted: bool
) -> None:
    factories.rich(ada, 100)
    job = factories.hourly_bound(ada, ben)
    sits = seat(browser, live_server.url, ada, java_script_enabled=scripted)
    sits.opens(f"/jobs/{job.pk}/billing/")
    sits.clicks("Pay a bonus")
    if scripted:
        check_page(sits.page, "bonus-begin")
    sits.page.get_by_label("How much").fill("5000")
    sits.page.get_by_label("What it is for").fill("Delivered a week ahead of time.")
    sits.clicks("Pay the bonus")
    sits.reads("There is not enough money in the wallet.")
    if scripted:
        check_page(sits.page, "bonus-refused")
    expect(sits.page.get_by_label("What it is for")).to_have_value("Delivered a week ahead of time.")
    sits.page.get_by_label("How much").fill("50")
    sits.clicks("Pay the bonus")
    sits.reads("$50.00 paid to Ben.")
    reads = seat(browser, live_server.url, ben)
    reads.opens(f"/jobs/{job.pk}/")
    reads.reads("paid a bonus of $50.00")
    reads.reads("Delivered a week ahead of time.")
    reads.opens("/money/")
    reads.reads("$50.00")
