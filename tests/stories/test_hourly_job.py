"""An hourly job in the browser, from the award by the form to the money of its first week."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.work.jobs.models import Job
from tests import factories
from tests.addresses import prove_address
from tests.auditing import faults
from tests.balances import earnings, escrow, wallet
from tests.factories import usd
from tests.stories.people import Seat, seat, work_all
from tests.time_travel import let_pass

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def awards_by_the_hour(client: Seat, email: str) -> Job:
    """Award Ada's hourly job to an email, by the form."""
    client.opens("/jobs/award/")
    page = client.page
    page.get_by_label("email").fill(email)
    page.get_by_label("Title").fill("Star map upkeep")
    page.get_by_label("Description").fill("New stars, each week.")
    page.get_by_text("Hourly", exact=True).check()
    page.get_by_label("Hourly rate").fill("48.00")
    page.get_by_label("Weekly limit, hours").fill("10")
    page.get_by_label("Start").fill("2026-03-02")
    page.get_by_label("Auto-fund each week").uncheck()
    page.get_by_label("Message (optional)").fill("Glad to have you.")
    client.clicks("Award the job")
    client.reads("Job awarded.")
    return Job.objects.get()


def test_an_hourly_job_is_awarded_agreed_funded_worked_and_paid(
    browser: Browser, live_server: Any, ada: Person, ben: Person, shared_clock: Any
) -> None:
    ensure_presets()
    prove_address(ben)
    factories.rich(ada, 1_000)
    client, freelancer = (seat(browser, live_server.url, person) for person in (ada, ben))
    job = awards_by_the_hour(client, ben.email)
    client.looks("hourly-terms-client")
    work_all()
    freelancer.opens("/")
    freelancer.looks("hourly-home-offered")
    freelancer.opens(f"/jobs/{job.pk}/")
    freelancer.looks("hourly-workroom-offered")
    freelancer.opens(f"/jobs/{job.pk}/terms/")
    freelancer.reads("Glad to have you.")
    freelancer.reads("The work is paid weekly.")
    freelancer.looks("hourly-terms-offered")
    freelancer.page.get_by_label("I have read version 1").check()
    freelancer.clicks("Agree to version 1")
    freelancer.reads("You both agreed.")
    freelancer.looks("hourly-billing-agreed")
    client.opens("/")
    client.looks("hourly-home-to-fund")
    client.opens(f"/jobs/{job.pk}/billing/")
    client.looks("hourly-billing-to-fund")
    client.clicks("Fund", exact=False)
    client.looks("hourly-billing-dialog")
    client.page.locator("dialog[open], :popover-open").get_by_role("button", name="Fund").click()
    client.reads("funded")
    assert escrow() == usd(480)
    freelancer.opens(f"/jobs/{job.pk}/time/")
    freelancer.looks("hourly-time-empty")
    freelancer.page.get_by_label("From", exact=True).fill("14:00")
    freelancer.page.get_by_label("To", exact=True).fill("17:00")
    freelancer.page.get_by_label("What you worked on").fill("Plates 40 to 60.")
    freelancer.clicks("Add time")
    freelancer.reads("3:00 h added. It is not protected.")
    let_pass(shared_clock, days=7)
    client.opens("/")
    client.looks("hourly-home-timesheet")
    client.opens("/money/")
    client.reads("Timesheet, week of")
    client.looks("hourly-money-timesheet")
    client.opens("/")
    client.opens(f"/jobs/{job.pk}/")
    client.looks("hourly-workroom-client")
    client.opens("/jobs/")
    client.looks("hourly-jobs-client")
    client.opens("/inbox/")
    client.looks("hourly-inbox-client")
    client.opens(f"/jobs/{job.pk}/timesheet/")
    client.clicks("Approve and pay $144.00 now")
    client.clicks("Approve and pay $144.00")
    client.reads("$144.00 paid.")
    assert (earnings(ben), wallet(ada), escrow()) == (usd(144), usd(856), usd(0))
    freelancer.opens(f"/jobs/{job.pk}/billing/")
    freelancer.looks("hourly-billing-paid")
    assert faults() == []
