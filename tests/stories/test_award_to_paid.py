"""The main job: Ada awards, Ben agrees, Ada funds, Ben reports and delivers, Ada releases, Ben is paid."""

from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Browser

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.work.jobs.models import Job
from tests.addresses import prove_address
from tests.auditing import faults
from tests.conftest import PASSWORD
from tests.stories.people import Seat, seat, work_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def awards(ada: Seat, ben: Person) -> int:
    ada.opens("/")
    ada.looks("home-empty")
    ada.clicks("Award a job", role="link")
    page = ada.page
    page.get_by_label("their email").fill(ben.email)
    page.get_by_label("Title").fill("Star map posters")
    page.get_by_label("Description").fill("Posters of the autumn sky, in two languages.")
    page.get_by_label("Name", exact=True).fill("Sketches")
    page.get_by_label("Due").fill("2099-01-15")
    page.get_by_label("Amount").fill("600.00")
    page.get_by_label("What counts as done").fill("Ada approved them in the Workroom")
    ada.clicks("Add milestone")
    assert page.get_by_label("Title").input_value() == "Star map posters"
    page.get_by_label("Name", exact=True).nth(1).fill("Print files")
    page.get_by_label("Due").nth(1).fill("2099-02-15")
    ada.looks("award")
    ada.clicks("Award the job")
    assert page.get_by_label("Amount").nth(1).evaluate("field => field === document.activeElement")
    page.get_by_label("Amount").nth(1).fill("fourteen hundred")
    ada.clicks("Award the job")
    ada.reads("Please fix one thing")
    ada.looks("award-wrong")
    page.get_by_label("Amount").nth(1).fill("1,400.00")
    ada.clicks("Award the job")
    ada.reads("Job awarded.")
    return Job.objects.get().pk


def agrees(ben: Seat, number: int) -> None:
    work_all()
    letter = next(sent for sent in mail.outbox if sent.to == [ben.person.email])
    assert f"/jobs/{number}/terms/" in str(letter.body)
    ben.opens("/")
    ben.reads("Ada awarded you a job")
    ben.looks("home-awarded")
    ben.clicks("Read the terms", role="link", exact=False)
    ben.looks("terms-awarded")
    ben.page.get_by_label("I have read version 1").check()
    ben.clicks("Agree to version 1")
    ben.reads("The agreement is in force")


def funds(ada: Seat, number: int) -> None:
    ada.opens("/")
    ada.reads("Fund milestone 1, $600.00")
    ada.opens(f"/jobs/{number}/billing/")
    ada.looks("billing-unfunded")
    ada.clicks("Fund $600.00")
    ada.reads("Missing")
    ada.clicks("Add $600.00 and fund $600.00")
    ada.reads("$600.00 is in escrow.")
    assert ada.page.get_by_role("cell", name="Funded").first.is_visible()


def reports_and_delivers(ben: Seat, number: int) -> None:
    ben.opens(f"/jobs/{number}/reports/")
    ben.looks("reports")
    ben.page.get_by_label("Sketches, percent done").fill("100")
    ben.reads("100% delivers this milestone")
    ben.page.get_by_label("Done this week").fill("All sketches.")
    ben.clicks("Send and deliver milestone 1")
    ben.reads("Describe what you deliver")
    ben.page.get_by_label("What you deliver").first.fill("Three sketches, in the Workroom.")
    ben.clicks("Send and deliver milestone 1")
    ben.reads("Milestone 1 is delivered.")
    ben.looks("reports-sent")


def releases(ada: Seat, number: int) -> None:
    ada.opens("/")
    ada.reads("Milestone 1 is delivered: release it, or ask for changes")
    ada.clicks("Review delivery", role="link", exact=False)
    ada.looks("billing-delivered")
    ada.clicks("Release $600.00 Sketches")
    ada.looks("billing-release")
    dialog = ada.page.locator(f"#release-{Job.objects.get().milestones.get(position=1).pk}")
    dialog.get_by_role("button", name="Release $600.00").click()
    ada.reads("$600.00 released to Ben.")


def withdraws(ben: Seat, amount: str, *, is_confirmed: bool = True) -> None:
    """Have all that was earned paid out; whoever signed in long ago confirms first who they are."""
    ben.opens("/money/earnings/")
    ben.reads(f"${amount}")
    ben.clicks("Withdraw")
    dialog = ben.page.locator("#withdraw")
    dialog.get_by_label("Amount, USD").fill(amount)
    dialog.get_by_label("Transfer time").select_option("at once")
    dialog.get_by_role("button", name="Withdraw").click()
    if not is_confirmed:
        ben.page.get_by_label("Password").fill(PASSWORD)
        ben.clicks("Continue with password")
    ben.reads("is on its way to the bank")
    work_all()
    ben.opens("/money/earnings/")
    ben.reads("Arrived")
    ben.looks("earnings")


def test_a_job_goes_from_award_to_paid(browser: Browser, live_server: Any, ada: Person, ben: Person) -> None:
    ensure_presets()
    prove_address(ben)
    client, freelancer = seat(browser, live_server.url, ada), seat(browser, live_server.url, ben)
    number = awards(client, ben)
    agrees(freelancer, number)
    funds(client, number)
    reports_and_delivers(freelancer, number)
    releases(client, number)
    withdraws(freelancer, "600.00")
    for page in (
        f"/jobs/{number}/",
        f"/jobs/{number}/billing/",
        "/money/",
        "/money/wallet/",
        "/inbox/",
        "/jobs/",
    ):
        client.opens(page)
        client.looks("paid-" + page.strip("/").replace("/", "-"))
    assert faults() == []
