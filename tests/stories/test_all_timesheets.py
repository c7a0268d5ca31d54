"""Ada approves the timesheets of two jobs at once."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from handsel.people.models import Person
from handsel.work.hours.models import Timesheet
from tests import factories
from tests.stories.people import seat
from tests.stories.screenshots import check_page
from tests.time_travel import let_pass

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripted", [True, False])
def test_two_timesheets_are_approved_at_once(
    browser: Browser, live_server: Any, ada: Person, ben: Person, frozen_clock: Any, scripted: bool
) -> None:
    factories.rich(ada, 2_000)
    for hours in (1, 2):
        job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
        factories.week_funded(ada, factories.week_of(job))
        factories.worked(job, ago=hours * 180, minutes=hours * 60)
    let_pass(frozen_clock, days=7)
    Timesheet.objects.update(review_ends_at="2099-03-16T04:00:00Z")
    sits = seat(browser, live_server.url, ada, java_script_enabled=scripted)
    sits.opens("/timesheets/")
    if scripted:
        check_page(sits.page, "timesheets")
    for box in sits.page.get_by_role("checkbox").all():
        box.check()
    sits.clicks("Approve selected")
    sits.reads("Approve and pay these timesheets?")
    sits.reads("$60.00")
    if scripted:
        check_page(sits.page, "timesheets-chosen")
    sits.clicks("Approve and pay")
    sits.reads("2 timesheets paid: $60.00.")
    sits.reads("No timesheets in review")
    assert set(Timesheet.objects.values_list("stage", flat=True)) == {"paid"}
