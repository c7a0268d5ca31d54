"""The earlier timesheets of a job, and how each ended."""

import pytest

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.submitting import state_nothing
from tests import factories
from tests.time_travel import let_pass
from tests.web.hours.forms import approved
from tests.web.hours.test_sheets import page_of, worked_week
from tests.work.hours.as_shown import reject

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_a_timesheet_tells_that_one_before_it_was_approved(ada: Person, ben: Person, frozen_clock) -> None:
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    assert "Earlier timesheets" not in page_of(ada, job)
    approved(ada, job)
    let_pass(frozen_clock, days=7)
    for person in (ada, ben):
        page = page_of(person, job, query="?week=2026-03-09")
        assert "Earlier timesheets" in page
        assert "Approved <time" in page


def test_one_that_nobody_answered_says_what_was_not_paid(ada: Person, ben: Person, frozen_clock) -> None:
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    reject(Actor(ada.pk), factories.week_of(job).sheet, numbers=[45], reason="Not for this job.")
    open_one = page_of(ada, job, query="?week=2026-03-09").partition("Earlier timesheets")[2]
    assert "or as soon as you approve" in open_one
    let_pass(frozen_clock, days=14)
    page = page_of(ada, job, query="?week=2026-03-09")
    assert "after the review." in page
    assert "$4.00</data> was not paid." in page


def test_an_approved_one_stays_so_while_its_blocks_are_decided_later(
    ada: Person, ben: Person, frozen_clock
) -> None:
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    reject(Actor(ada.pk), factories.week_of(job).sheet, numbers=[45], reason="Not for this job.")
    approved(ada, job)
    let_pass(frozen_clock, days=21)
    assert factories.week_of(job).sheet.stage == "paid"
    page = page_of(ada, job, query="?week=2026-03-09")
    assert "Approved <time" in page
    assert "after the review" not in page


def test_a_week_without_time_says_so(ada: Person, ben: Person, frozen_clock) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    state_nothing(Actor(ben.pk), factories.week_of(job))
    let_pass(frozen_clock, days=7)
    assert "No hours were worked." in page_of(ada, job, query="?week=2026-03-09")
