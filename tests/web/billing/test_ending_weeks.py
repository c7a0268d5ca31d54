"""The ending page of an hourly job says of each week what is paid, what returns, and when."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.recording import record_time
from handsel.work.jobs.models import Job
from tests import factories
from tests.conftest import FrozenClock
from tests.time_travel import let_pass
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


def page_text(person: Person, job: Job) -> str:
    page = signed_in(person).get(reverse("ending", args=[job.pk])).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def job(ada: Person, ben: Person) -> Job:
    """An hourly job at $20, whose first week is funded."""
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    factories.rich(ada, 800)
    factories.week_funded(ada, factories.week_of(job))
    return job


def worked(ben: Person, job: Job) -> None:
    end = clock.now()
    record_time(Actor(ben.pk), job, start=end - timedelta(hours=3), end=end, memo="Sketches.")


def test_a_week_that_runs_is_paid_for_its_time_and_the_rest_returns(
    job: Job, ada: Person, ben: Person
) -> None:
    assert "No time so far." in page_text(ada, job)
    assert "without time, $800.00 then returns." in page_text(ada, job)
    worked(ben, job)
    text = page_text(ada, job)
    assert (
        "Week of Mon 2 Mar $800.00 3 h so far, $60.00 . Its timesheet is submitted Mon 9 Mar, 07:00" in text
    )
    assert "and paid Sat 14 Mar, 00:00 at the latest. What is left, $740.00 so far, then returns" in text


def test_a_week_in_review_is_paid_as_it_would_be(
    job: Job, frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    worked(ben, job)
    let_pass(frozen_clock, days=7)
    text = page_text(ada, job)
    assert "$60.00 for 3 h is paid Sat 14 Mar, 00:00 , or as soon as you approve." in text
    assert "The other $740.00 then returns to the client." in text


def test_a_week_without_its_money_says_what_is_missing(ada: Person, ben: Person) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    assert "No time so far, and nothing in escrow." in page_text(ada, job)
    worked(ben, job)
    assert "3 h so far, $60.00 ; $0.00 of it is in escrow." in page_text(ada, job)
    assert "The client is then asked for what is missing." in page_text(ada, job)


def test_a_week_that_has_not_begun_returns_at_once(ada: Person, ben: Person) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(start=date(2026, 3, 9)))
    assert "Removed: nothing is in escrow for it." in page_text(ben, job)
    factories.rich(ada, 800)
    factories.week_funded(ada, factories.week_of(job))
    assert "Removed: $800.00 returns to your wallet at once." in page_text(ada, job)
    assert "Removed: $800.00 returns to Ada at once." in page_text(ben, job)
