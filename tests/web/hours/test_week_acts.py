"""The freelancer holds a timesheet back for a reason, or states that nothing was worked."""

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.work.jobs.models import Job
from tests import factories
from tests.balances import escrow
from tests.factories import usd
from tests.made_once import made_once
from tests.web.scenario import post_form, signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(frozen_clock, ada: Person, ben: Person) -> Job:
    """An hourly job whose first week is funded, and has no time."""
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 1_000)
    factories.week_funded(ada, factories.week_of(job))
    return job


def page_of(person: Person, job: Job, name: str = "timesheet") -> str:
    page = signed_in(person).get(reverse(name, args=[job.pk]))
    return " ".join(page.content.decode().split())


def test_nothing_worked_is_stated_where_a_week_has_no_time(ada: Person, ben: Person, job: Job) -> None:
    for name in ("time", "timesheet"):
        assert "$800.00 in escrow for this week returns to Ada at once." in page_of(ben, job, name)
        assert "Report no hours" in page_of(ben, job, name)
        assert "Report no hours" not in page_of(ada, job, name)
    answer = post_form(ben, "sheet-nothing", factories.week_of(job).pk)
    assert "The week is closed. $800.00 was refunded to the client." in answer.content.decode()
    assert escrow() == usd(0)
    for name in ("time", "timesheet", "job-billing"):
        assert "No hours" in page_of(ada, job, name)
    assert 'popovertarget="nothing"' not in page_of(ben, job)


def test_a_week_with_time_is_not_one_without(ben: Person, job: Job) -> None:
    factories.worked(job)
    assert "Report no hours" not in page_of(ben, job)
    assert post_form(ben, "sheet-nothing", factories.week_of(job).pk).status_code == 409


def test_a_timesheet_is_held_back_for_a_reason_that_the_client_reads(
    ada: Person, ben: Person, job: Job
) -> None:
    factories.worked(job)
    week = factories.week_of(job)
    assert "Mon 16 Mar, 12:00</time> instead" in page_of(ben, job)
    assert "Submit later" not in page_of(ada, job)
    failed = post_form(ben, "sheet-hold", week.pk, reason=" ")
    assert (failed.status_code, factories.week_of(job).held_at) == (422, None)
    post_form(ben, "sheet-hold", week.pk, reason="A receipt is missing.")
    for person in (ada, ben):
        page = page_of(person, job)
        assert "A receipt is missing." in page
        assert "Held back until" in page
        assert 'id="hold-do"' not in page
    assert post_form(ben, "sheet-hold", week.pk, reason="Again.").status_code == 409
