"""Ben writes a report in two sittings, sends it, and sends it again in its week."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from handsel.work.milestones.models import StatusReport
from tests import factories
from tests.conftest import FrozenClock
from tests.stories.people import seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_report_is_kept_on_the_device_until_it_is_sent_and_begun_from_it_again(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 100)
    sits = seat(browser, live_server.url, ben)
    sits.opens(f"/jobs/{job.pk}/reports/")
    done, plans = sits.page.get_by_label("Done this week"), sits.page.get_by_label("Next week")
    percent = sits.page.get_by_label("Part 1, percent done")
    done.fill("Half of the chapter.")
    percent.fill("45")
    sits.page.reload()
    expect(done).to_have_value("Half of the chapter.")
    expect(percent).to_have_value("45")
    expect(sits.page.locator("input[type=range]")).to_have_value("45")
    sits.clicks("Send report")
    sits.reads("Report sent.")
    sits.reads("Report for the week of")
    expect(done).to_be_hidden()
    sits.page.get_by_text("Change it and send it again", exact=True).click()
    expect(done).to_have_value("Half of the chapter.")
    plans.fill("The other half.")
    sits.page.reload()
    expect(plans).to_have_value("The other half.")
    percent.fill("100")
    sits.page.get_by_role("textbox", name="What you deliver").fill(" ")
    sits.clicks("Send and deliver milestone 1")
    sits.reads("Describe what you deliver")
    sits.opens(f"/jobs/{job.pk}/reports/")
    expect(plans).to_have_value("The other half.")
    percent.fill("50")
    sits.clicks("Send report")
    sits.reads("Report sent.")
    sent = StatusReport.objects.get(sending=2)
    assert (sent.done, sent.plans) == ("Half of the chapter.", "The other half.")
    sits.page.reload()
    expect(percent).to_have_value("50")


def test_without_scripts_the_percent_is_a_plain_field(
    browser: Browser, live_server: Any, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 100)
    sits = seat(browser, live_server.url, ben, java_script_enabled=False)
    sits.opens(f"/jobs/{job.pk}/reports/")
    expect(sits.page.locator("input[type=range]")).to_be_hidden()
    sits.page.get_by_label("Part 1, percent done").fill("30")
    sits.page.get_by_label("Done this week").fill("A third.")
    sits.clicks("Send report")
    sits.reads("Report sent.")


LOG = """commit 3f2a9c1d5e7b8a9c0d1e2f3a4b5c6d7e8f9a0b1c (HEAD -> main)
Author: Ben Okafor <ben@example.org>
Date:   Mon Mar 2 10:12:44 2026 +0100

    Sort the names of plates 40 to 60

    Signed-off-by: Ben Okafor <ben@example.org>
"""


@pytest.mark.parametrize("scripted", [True, False])
def test_the_report_of_an_hourly_job_is_drafted_edited_and_sent(
    browser: Browser, live_server: Any, ada: Person, ben: Person, shared_clock: FrozenClock, scripted: bool
) -> None:
    job = factories.hourly_bound(ada, ben)
    factories.worked(job, ago=120, minutes=60, memo="Plates 40 to 60, scanned.")
    sits = seat(browser, live_server.url, ben, java_script_enabled=scripted)
    sits.opens(f"/jobs/{job.pk}/reports/")
    done, plans = sits.page.get_by_label("Done this week"), sits.page.get_by_label("Next week")
    plans.fill("Plates 61 to 80.")
    sits.page.get_by_text("Commits for the draft").click()
    sits.page.get_by_label("Commit messages").fill(LOG)
    if scripted:
        sits.looks("report-hourly")
    sits.clicks("Draft from this week")
    sits.reads("nothing is sent yet")
    expect(done).to_have_value("- Plates 40 to 60, scanned. (1 h)\n- Sort the names of plates 40 to 60")
    expect(plans).to_have_value("Plates 61 to 80.")
    assert not StatusReport.objects.exists()
    if scripted:
        sits.looks("report-drafted")
    done.fill("Plates 40 to 60 are scanned and sorted.")
    sits.clicks("Send report")
    sits.reads("Report sent.")
    assert StatusReport.objects.get().done == "Plates 40 to 60 are scanned and sorted."
    sits.opens(f"/jobs/{job.pk}/reports/")
    sits.reads("Report for the week of")
    expect(sits.page.locator("[data-restored]")).to_be_hidden()
