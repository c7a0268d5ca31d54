"""On the page of a timesheet one side asks to reopen it, and the other agrees or declines."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.recording import record_time
from handsel.work.jobs.models import Job
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow
from tests.factories import usd
from tests.time_travel import let_pass
from tests.web.hours.forms import hidden
from tests.web.hours.test_block_answers import answered
from tests.web.hours.test_sheets import page_of, worked_week
from tests.web.scenario import post_form, signed_in

COVERS = ("handsel.web.hours.reopening_view", "handsel.web.jobs.reopening_next")
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def job(ada: Person, ben: Person, frozen_clock: Any) -> Job:
    """A job with a timesheet of $60.00 in review."""
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    return job


def asked(person: Person, job: Job, reason: str = "An hour is missing.") -> Any:
    return post_form(person, "sheet-reopening", factories.week_of(job).pk, reason=reason)


def replied(person: Person, job: Job, name: str) -> str:
    week = factories.week_of(job).pk
    answer = post_form(person, "sheet-reopening-answer", week, name, **consent_form(person, job))
    return " ".join(answer.content.decode().split())


def consent_form(person: Person, job: Job) -> dict[str, str]:
    """What the form hides by which a person agrees."""
    week = factories.week_of(job).pk
    return hidden(page_of(person, job), reverse("sheet-reopening-answer", args=[week, "consent"]))


def week_page(person: Person, job: Job) -> str:
    page = signed_in(person).get(reverse("time", args=[job.pk]), {"week": "2026-03-02"})
    return " ".join(page.content.decode().split())


def test_what_reopening_means_is_read_before_asking(ada: Person, ben: Person, job: Job) -> None:
    page = page_of(ben, job, "timesheet")
    assert "Ask to reopen this timesheet?" in page
    assert "you can add, change and remove time of this week" in page
    assert "unless Ada agrees before" in page
    assert "Ben can add, change and remove time of this week" in page_of(ada, job, "timesheet")
    assert asked(ben, job, reason=" ").status_code == 422


def test_the_other_side_reads_the_request_and_agrees(ada: Person, ben: Person, job: Job) -> None:
    assert "Requested. The review continues" in asked(ben, job).content.decode()
    assert "You asked to reopen this timesheet" in page_of(ben, job, "timesheet")
    assert "Ben asks to reopen the timesheet of the week of Mon 2 Mar" in page_of(ada, job, "home")
    assert "Review the timesheet" not in page_of(ada, job, "home")
    assert page_of(ada, job, "home").count("Ben asks to reopen the timesheet of the week") == 1
    assert "reopen the timesheet of the week" not in page_of(ben, job, "home")
    page = page_of(ada, job, "timesheet")
    assert "Ben asks to reopen this timesheet" in page
    assert "An hour is missing." in page
    assert "The request to reopen the timesheet ends." in page
    assert "Reopened. Its time can be changed." in replied(ada, job, "consent")
    for person in (ada, ben):
        assert "The timesheet was reopened. It is submitted again" in page_of(person, job, "timesheet")
    assert "Change the time of the week of Mon 2 Mar, and submit it again" in page_of(ben, job, "home")
    assert (escrow(), earnings(ben), faults()) == (usd(800), usd(0), [])


def test_a_reopened_timesheet_shows_its_time_as_it_is_now(ada: Person, ben: Person, job: Job) -> None:
    asked(ada, job)
    replied(ben, job, "consent")
    assert "Reopened" in week_page(ada, job)
    start = datetime(2026, 3, 2, 18, tzinfo=UTC)
    record_time(Actor(ben.pk), job, start=start, end=start + timedelta(hours=1), memo="More.")
    page = page_of(ben, job, "timesheet")
    assert "$80.00" in page
    assert "Submit later" not in page
    assert "Submit now" in page
    assert "Approve and pay" not in page_of(ada, job, "timesheet")
    assert "Submitted." in post_form(ben, "sheet-submission", factories.week_of(job).pk).content.decode()
    assert "Approve and pay $80.00 now" in page_of(ada, job, "timesheet")


def test_a_client_who_asked_reads_what_the_timesheet_waits_for(ada: Person, job: Job) -> None:
    asked(ada, job)
    home = page_of(ada, job, "home")
    assert "Ben has not answered your request to reopen the timesheet of the week of Mon 2 Mar" in home
    assert "Review the timesheet of" not in home


def test_a_request_is_declined_or_taken_back(ada: Person, ben: Person, job: Job) -> None:
    asked(ada, job)
    assert "Request withdrawn. The review continues." in replied(ada, job, "withdrawal")
    asked(ada, job)
    assert "Declined. The review continues." in replied(ben, job, "refusal")
    assert "Ask to reopen" in page_of(ben, job, "timesheet")


def test_a_timesheet_with_rejected_blocks_is_not_to_be_reopened(ada: Person, ben: Person, job: Job) -> None:
    answered(ada, job, "rejection", reason="Not for this job.")
    assert "Ask to reopen" not in page_of(ben, job, "timesheet")
    assert asked(ben, job).status_code == 409


def test_consent_is_to_the_request_that_was_read(ada: Person, ben: Person, job: Job) -> None:
    asked(ben, job, reason="A typo.")
    read, week = consent_form(ada, job), factories.week_of(job).pk
    replied(ben, job, "withdrawal")
    asked(ben, job, reason="I want to add 37 hours.")
    answer = post_form(ada, "sheet-reopening-answer", week, "consent", **read)
    assert answer.status_code == 409
    assert "Ask to reopen" not in page_of(ada, job)
    assert "Reopened." in replied(ada, job, "consent")
