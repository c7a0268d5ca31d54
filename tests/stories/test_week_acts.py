"""Ben pauses an hourly job, holds a timesheet back, closes an idle week and moves time; Ada reads it."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from handsel.work.hours.models import JobWeek, TimeSpan
from handsel.work.jobs.models import Job
from tests import factories
from tests.stories.people import seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_job_is_paused_and_resumed_by_who_paused_it(
    browser: Browser, live_server: Any, ada: Person, ben: Person, frozen_clock: Any
) -> None:
    job = factories.hourly_bound(ada, ben)
    works, reads = seat(browser, live_server.url, ben), seat(browser, live_server.url, ada)
    works.opens(f"/jobs/{job.pk}/time/")
    works.looks("time-to-pause")
    works.clicks("Pause the job")
    works.reads("A running timer stops now. Time that passes")
    works.looks("time-pause-dialog")
    works.page.locator("#pause-do").click()
    works.reads("The job is paused. Only you can resume it.")
    works.looks("time-paused-by-me")
    reads.opens(f"/jobs/{job.pk}/billing/")
    reads.reads("Paused by Ben since")
    expect(reads.page.get_by_role("button", name="Resume the job")).to_have_count(0)
    reads.looks("billing-paused-by-other")
    works.clicks("Resume the job")
    works.looks("time-resume-dialog")
    works.page.locator("#resume-do").click()
    works.reads("The job has resumed.")
    assert Job.objects.get(pk=job.pk).stage == "working"


def test_a_timesheet_is_held_back_with_a_reason_and_an_idle_week_closed(
    browser: Browser, live_server: Any, ada: Person, ben: Person, frozen_clock: Any
) -> None:
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 2_000)
    factories.week_funded(ada, factories.week_of(job))
    works, reads = seat(browser, live_server.url, ben), seat(browser, live_server.url, ada)
    works.opens(f"/jobs/{job.pk}/timesheet/")
    works.looks("timesheet-idle")
    works.clicks("Report no hours")
    works.reads("in escrow for this week returns to Ada at once.")
    works.looks("timesheet-nothing-dialog")
    works.page.locator("#nothing").get_by_role("button", name="Cancel").click()
    factories.worked(job)
    works.opens(f"/jobs/{job.pk}/timesheet/")
    works.clicks("Submit later")
    works.looks("timesheet-hold-dialog")
    works.page.get_by_label("Why it is not ready").fill("A receipt is missing.")
    works.page.locator("#hold-do").click()
    works.reads("Held back. The client can read why.")
    assert JobWeek.objects.get(job=job).hold_reason == "A receipt is missing."
    reads.opens(f"/jobs/{job.pk}/timesheet/")
    reads.reads("A receipt is missing.")
    reads.looks("timesheet-held")


def test_time_is_moved_to_another_job(
    browser: Browser, live_server: Any, ada: Person, ben: Person, frozen_clock: Any
) -> None:
    row, other = factories.worked(factories.hourly_bound(ada, ben)), factories.hourly_bound(ada, ben)
    works = seat(browser, live_server.url, ben)
    works.opens(f"/time/{row.pk}/")
    works.looks("time-to-move")
    works.clicks("Move this time")
    works.reads(f"The time is on “{other.title}” now.")
    assert TimeSpan.objects.get().job_id == other.pk
