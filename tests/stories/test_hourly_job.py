"""An hourly job in the browser, from the award by the form to the money of its first week at the bank."""

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
from tests.stories.test_award_to_paid import withdraws
from tests.stories.test_time import EXPORT
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


def agrees(freelancer: Seat, job: Job) -> None:
    """Read the offer and agree to it."""
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


def funds(client: Seat, job: Job) -> None:
    """Fund the first week: 10 hours at $48.00."""
    client.opens("/")
    client.looks("hourly-home-to-fund")
    client.opens(f"/jobs/{job.pk}/billing/")
    client.looks("hourly-billing-to-fund")
    client.clicks("Fund", exact=False)
    client.looks("hourly-billing-dialog")
    client.page.locator("dialog[open], :popover-open").get_by_role("button", name="Fund").click()
    client.reads("funded")
    assert escrow() == usd(480)


def works(freelancer: Seat, job: Job, shared_clock: Any) -> None:
    """Record 4 h 39 min: three hours by hand, nine minutes with the timer, and the rest from a file."""
    freelancer.opens(f"/jobs/{job.pk}/time/")
    freelancer.looks("hourly-time-empty")
    freelancer.page.get_by_label("From", exact=True).fill("14:00")
    freelancer.page.get_by_label("To", exact=True).fill("17:00")
    freelancer.page.get_by_label("What you worked on").fill("Plates 40 to 60.")
    freelancer.clicks("Add time")
    freelancer.reads("3 h added. It is not protected.")
    freelancer.page.get_by_label("What you work on").fill("Names of new stars.")
    freelancer.clicks("Start the timer")
    freelancer.reads("The timer runs.")
    shared_clock.passes(minutes=9)
    freelancer.clicks("Stop the timer")
    freelancer.reads("9 min")
    freelancer.clicks("Import from a file", role="link")
    content = EXPORT.format(email=freelancer.person.email).encode()
    file: Any = {"name": "clockify.csv", "mimeType": "text/csv", "buffer": content}
    freelancer.page.get_by_label("CSV file").set_input_files(file)
    freelancer.clicks("Read the file")
    freelancer.page.get_by_label("How days are written").select_option("Month, then day")
    freelancer.clicks("Update the preview")
    freelancer.clicks("Import 1 h 30 min")
    freelancer.reads("1 h 30 min imported. It is not protected.")
    freelancer.looks("hourly-time-full")


def finds_the_timesheet(client: Seat, job: Job) -> None:
    """See on every page that leads there that the timesheet waits."""
    client.opens("/")
    client.looks("hourly-home-timesheet")
    client.opens("/money/")
    client.reads("Timesheet, week of")
    client.looks("hourly-money-timesheet")
    client.opens(f"/jobs/{job.pk}/")
    client.looks("hourly-workroom-client")
    client.opens("/jobs/")
    client.looks("hourly-jobs-client")
    client.opens("/inbox/")
    client.looks("hourly-inbox-client")


def rejects_a_block(client: Seat, job: Job) -> None:
    """Select blocks with the mouse and the keyboard, and reject the first: 12 minutes at $48.00."""
    client.opens(f"/jobs/{job.pk}/timesheet/")
    client.reads("Approve and pay $223.20 now")
    boxes = client.page.get_by_role("checkbox")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    client.reads("Freezes: $28.80. Is paid when the review ends: $194.40.")
    boxes.nth(1).press("Space")
    boxes.nth(2).press("Space")
    client.looks("timesheet-selected")
    client.clicks("Reject")
    client.looks("timesheet-reject")
    client.page.get_by_label("Reason").fill("Not for this job.")
    client.clicks("Reject $9.60")
    client.reads("1 block rejected, $9.60.")
    client.looks("timesheet-rejected")


def contests(freelancer: Seat, job: Job) -> None:
    """Contest the rejection."""
    freelancer.opens("/")
    freelancer.reads("rejected 1 block, $9.60: contest it, or let it go")
    freelancer.opens(f"/jobs/{job.pk}/timesheet/")
    freelancer.clicks("Contest", role="link")
    freelancer.looks("timesheet-contest")
    freelancer.page.get_by_label("Reason").fill("You asked for it.")
    freelancer.clicks("Contest $9.60")
    freelancer.reads("1 block contested, $9.60.")


def gives_in(client: Seat, job: Job) -> None:
    """Pay the contested block."""
    client.opens("/")
    client.reads("contests your rejection of 1 block, $9.60")
    client.opens(f"/jobs/{job.pk}/timesheet/")
    client.clicks("Give in and pay", role="link")
    client.looks("timesheet-giving-in")
    client.clicks("Give in and pay $9.60")
    client.reads("You gave in: 1 block, $9.60.")


def pays_a_bonus(client: Seat, job: Job) -> None:
    """Pay $50.00 beside the hours."""
    client.opens(f"/jobs/{job.pk}/billing/")
    client.looks("hourly-billing-paid")
    client.clicks("Pay a bonus")
    client.page.get_by_label("How much").fill("50")
    client.page.get_by_label("What it is for").fill("Delivered a week ahead of time.")
    client.clicks("Pay the bonus")
    client.reads("$50.00 paid to Ben.")


def test_an_hourly_job_goes_from_its_award_to_the_bank(
    browser: Browser, live_server: Any, ada: Person, ben: Person, shared_clock: Any
) -> None:
    ensure_presets()
    prove_address(ben)
    factories.rich(ada, 1_000)
    client, freelancer = (seat(browser, live_server.url, person) for person in (ada, ben))
    job = awards_by_the_hour(client, ben.email)
    client.looks("hourly-terms-client")
    agrees(freelancer, job)
    funds(client, job)
    works(freelancer, job, shared_clock)
    let_pass(shared_clock, days=7)
    finds_the_timesheet(client, job)
    rejects_a_block(client, job)
    contests(freelancer, job)
    gives_in(client, job)
    assert (earnings(ben), escrow()) == (usd(9.60), usd(470.40))
    let_pass(shared_clock, days=5)
    assert (earnings(ben), wallet(ada), escrow()) == (usd(223.20), usd(776.80), usd(0))
    pays_a_bonus(client, job)
    withdraws(freelancer, "273.20", is_confirmed=False)
    assert (earnings(ben), wallet(ada)) == (usd(0), usd(726.80))
    assert faults() == []
