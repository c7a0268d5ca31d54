"""Somebody makes an address for their calendar, reads what it shows, and resets it."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from tests import factories
from tests.stories.people import seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_calendar_has_an_address_that_is_reset(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    ensure_presets()
    factories.funded(ada, ben, 300, title="Star charts")
    freelancer = seat(browser, live_server.url, ben)
    freelancer.opens("/me/calendar/")
    freelancer.looks("calendar-none")
    freelancer.clicks("Create the address")
    address = freelancer.page.get_by_label("Secret address")
    expect(address).to_be_visible()
    first = address.input_value()
    assert "BEGIN:VCALENDAR" in freelancer.page.request.get(first).text()
    freelancer.reads("Deliver milestone 1: Star charts")
    freelancer.looks("calendar-address")
    freelancer.clicks("Reset the address")
    freelancer.reads("Your calendar has a new address.")
    assert address.input_value() != first
    assert freelancer.page.request.get(first).status == 404
