"""An hourly job as its pages say it: the price in words, the state of its week, and what comes next."""

import re
from datetime import timedelta

import pytest
from django.utils.html import strip_tags

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.jobs.action_items import action_items
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import load_job_view
from handsel.web.jobs.next_step import next_step
from handsel.web.jobs.status import job_state
from handsel.web.jobs.weeks import price_words, week_next
from handsel.work.hours.pay import HOUR
from handsel.work.hours.recording import record_time
from handsel.work.jobs.models import Job
from tests import factories
from tests.time_travel import let_pass

COVERS = ("handsel.web.jobs.hours_next", "handsel.web.jobs.rows", "handsel.web.jobs.status")
pytestmark = pytest.mark.usefixtures("frozen_clock")


def next_words(person: Person, job: Job) -> str:
    step = next_step(load_job_view(person, job.pk))
    assert step is not None
    return re.sub(r"\s+", " ", strip_tags(step.words))


def test_the_price_is_a_rate_and_a_limit(ada: Person, ben: Person) -> None:
    hourly = load_job_view(ada, factories.hourly_bound(ada, ben).pk)
    assert price_words(hourly) == "$20.00 an hour, up to 40 hours a week"
    assert (job_header(hourly).kind, job_header(hourly).price) == (price_words(hourly), None)
    fixed = load_job_view(ada, factories.bound(ada, ben, 100).pk)
    assert (price_words(fixed), job_header(fixed).kind) == ("", "Fixed price")


def test_a_week_without_its_money_is_what_comes_next(ada: Person, ben: Person) -> None:
    job = factories.hourly_bound(ada, ben)
    assert next_words(ada, job).startswith("Fund the week of Mon 2 Mar, $800.00.")
    assert next_words(ben, job) == "The week of Mon 2 Mar has no money in escrow until Ada funds it"
    assert job_state(load_job_view(ada, job.pk)).word == "Week of Mon 2 Mar: not funded"
    (item,) = action_items([load_job_view(ada, job.pk)])
    assert (item.title, item.button) == ("Fund the week of Mon 2 Mar, $800.00", "Fund escrow")
    assert item.next is not None
    assert item.next.until == factories.week_of(job).ends_at
    assert action_items([load_job_view(ben, job.pk)]) == []


@pytest.mark.parametrize(
    ("auto_fund", "words"),
    [
        (True, "$800.00 for the week of Mon 9 Mar moves into escrow"),
        (False, "The week of Mon 9 Mar needs funding, $800.00, from"),
    ],
)
def test_after_that_the_next_week_is(ada: Person, ben: Person, auto_fund: bool, words: str) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=auto_fund))
    factories.rich(ada, 800)
    factories.week_funded(ada, factories.week_of(job))
    assert next_words(ada, job).startswith(words)
    assert action_items([load_job_view(ada, job.pk)]) == []


def test_each_stage_of_a_week_says_what_is_next(ada: Person, ben: Person, frozen_clock) -> None:
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 800)

    def step(person: Person) -> str:
        view = load_job_view(person, job.pk)
        return strip_tags(week_next(view, view.weeks[0]).words)

    assert step(ada) == "No money in escrow until you fund it"
    assert step(ben) == "No money in escrow until Ada funds it"
    factories.week_funded(ada, factories.week_of(job))
    assert step(ada) == "Hours up to the limit are paid from escrow"
    factories.both_agree(ada, ben, job, factories.changed_hours(job, weekly_seconds=41 * HOUR))
    assert step(ada) == "The higher limit starts once $20.00 more is in escrow"


def test_a_week_in_review_says_when_it_is_paid_or_what_is_missing(
    ada: Person, ben: Person, frozen_clock
) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    start = clock.now() - timedelta(hours=3)
    record_time(Actor(ben.pk), job, start=start, end=clock.now(), memo="Sketches.")
    let_pass(frozen_clock, days=7)

    def first_week() -> str:
        view = load_job_view(ada, job.pk)
        return strip_tags(week_next(view, view.weeks[0]).words)

    assert first_week() == "$60.00 for 3 h is due Sat 14 Mar, 04:00, and $60.00 of it is not in escrow"
    let_pass(frozen_clock, days=5)
    assert first_week() == "$60.00 is missing to pay the timesheet, and the job is paused"
    let_pass(frozen_clock, days=3)
    assert first_week() == "3 days late. $60.00 is missing to pay the timesheet, and the job is paused"
    (item,) = [
        row for row in action_items([load_job_view(ada, job.pk)]) if row.button == "Pay the rest, $60.00"
    ]
    assert item.days_late == 3


def test_a_week_that_went_by_without_its_money_is_not_asked_for(
    ada: Person, ben: Person, frozen_clock
) -> None:
    job = factories.hourly_bound(ada, ben)
    let_pass(frozen_clock, days=6, hours=14)
    view = load_job_view(ada, job.pk)
    assert week_next(view, view.weeks[0]).words == "Ended without funding"
    assert "Mon 9 Mar" in next_words(ada, job)


def test_the_strip_leads_to_what_its_reader_is_to_decide(ada: Person, ben: Person, frozen_clock) -> None:
    job = factories.hourly_bound(ada, ben)
    week = factories.week_of(job)
    assert decision_of(ada, job) == (f"/jobs/{job.pk}/billing/#week-{week.pk}", "Fund escrow")
    assert decision_of(ben, job) is None
    factories.rich(ada, 800)
    factories.week_funded(ada, week)
    end = clock.now()
    record_time(Actor(ben.pk), job, start=end - timedelta(hours=1), end=end, memo="Sketches.")
    let_pass(frozen_clock, days=7)
    timesheet = f"/jobs/{job.pk}/timesheet/?week={week.monday}"
    assert decision_of(ada, job) == (timesheet, "Review timesheet")
    assert job_header(load_job_view(ada, job.pk), timesheet).decision is None
    assert decision_of(ben, job) is None


def decision_of(person: Person, job: Job) -> tuple[str, str] | None:
    """The address and the words of the button on the strip of a job."""
    link = job_header(load_job_view(person, job.pk)).decision
    return link and (link.href, link.word)
