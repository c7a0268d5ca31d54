"""Ben finds an hour missing in a timesheet that Ada reviews: both agree to reopen it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.recording import record_time
from tests import factories
from tests.stories.people import seat
from tests.time_travel import let_pass
from tests.web.hours.test_sheets import worked_week

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_timesheet_is_reopened_by_consent_and_submitted_again(
    browser: Browser, live_server: Any, ada: Person, ben: Person, shared_clock: Any
) -> None:
    job = worked_week(ada, ben)
    let_pass(shared_clock, days=7)
    works, reads = seat(browser, live_server.url, ben), seat(browser, live_server.url, ada)
    works.opens(f"/jobs/{job.pk}/timesheet/")
    works.clicks("Ask to reopen")
    works.reads("The money in escrow stays there.")
    works.looks("timesheet-reopen-dialog")
    works.page.get_by_label("What should change").fill("The hour on Monday evening is missing.")
    works.page.locator("#reopen-do").click()
    works.reads("Requested. The review continues until the other side agrees.")
    works.looks("timesheet-reopening-mine")
    reads.opens("/")
    reads.looks("home-reopening-asked")
    reads.opens(f"/jobs/{job.pk}/timesheet/")
    reads.reads("The hour on Monday evening is missing.")
    reads.looks("timesheet-reopening-asked")
    reads.clicks("Reopen")
    reads.looks("timesheet-reopening-dialog")
    reads.page.locator("#agree-to-reopen-do").click()
    reads.reads("Reopened. Its time can be changed.")
    reads.looks("timesheet-reopened-client")
    works.opens("/")
    works.looks("home-reopened")
    works.opens(f"/jobs/{job.pk}/timesheet/")
    works.looks("timesheet-reopened")
    works.page.get_by_role("link", name="Change the time").click()
    works.reads("Add time")
    works.looks("time-reopened")
    start = datetime(2026, 3, 2, 18, tzinfo=UTC)
    record_time(Actor(ben.pk), job, start=start, end=start + timedelta(hours=1), memo="Monday evening.")
    works.opens(f"/jobs/{job.pk}/timesheet/")
    works.clicks("Submit now")
    works.reads("Submitted. The client can approve it now.")
    sheet = factories.week_of(job).sheet
    assert (sheet.stage, sheet.seconds) == ("submitted", 14_400)
