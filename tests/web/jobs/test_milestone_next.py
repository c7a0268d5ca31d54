"""A due date as each side reads it, and timers stopped by changes; `test_action_items` has all stages."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.web.jobs.milestone_next import milestone_next
from handsel.web.jobs.next_step import next_step
from handsel.work.jobs.models import Job
from handsel.work.milestones.release import ask_for_changes
from tests import factories
from tests.conftest import FrozenClock

pytestmark = pytest.mark.usefixtures("frozen_clock")


def reported_view(person: Person, job: Job) -> JobView:
    """A job with the week reported already."""
    job_view = load_job_view(person, job.pk)
    week = job_view.calendar.week_of(job_view.now)
    return replace(job_view, weeks_reported=frozenset([week]))


def next_words(person: Person, job: Job) -> str:
    """The next step of the first milestone, with the week reported already."""
    job_view = reported_view(person, job)
    return str(milestone_next(job_view, job_view.milestones[0]).words)


def due_in(days: int, ada: Person, ben: Person) -> Job:
    """A funded job whose milestone is due some days from now."""
    return factories.funded(ada, ben, milestones=[factories.a_part("Part 1", 100, days=days)])


@pytest.mark.parametrize("who", ["ada", "ben"])
@pytest.mark.parametrize("sent_back", [False, True])
def test_a_due_milestone_carries_the_end_of_its_due_day(
    who: str, sent_back: bool, ada: Person, ben: Person
) -> None:
    job = due_in(14, ada, ben)
    if sent_back:
        factories.deliver(ben, factories.first(job))
        ask_for_changes(Actor(ada.pk), factories.first(job), reason="Blurred.")
    job_view = reported_view({"ada": ada, "ben": ben}[who], job)
    step = milestone_next(job_view, job_view.milestones[0])
    assert (step.day, step.until) == (date(2026, 3, 16), datetime(2026, 3, 17, 4, tzinfo=UTC))
    assert next_step(job_view) == step


@pytest.mark.parametrize(
    ("days", "first"), [(5, "Milestone 1 is due"), (6, "Milestone 1 is due"), (7, "Report due")]
)
def test_a_delivery_due_before_the_report_is_the_next_step(
    days: int, first: str, ada: Person, ben: Person
) -> None:
    job_view = load_job_view(ben, due_in(days, ada, ben).pk)
    step = milestone_next(job_view, job_view.milestones[0])
    assert str(step.words).startswith(first)
    ahead = next_step(job_view)
    assert ahead is not None
    assert (ahead.until, ahead.day) == (step.until, step.day)


def test_each_side_reads_what_a_due_day_means(ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 100)
    assert "No payment before Ben delivers" in next_words(ada, job)
    assert "Report 100% to deliver it" in next_words(ben, job)


def test_each_side_reads_that_changes_stopped_the_clock(ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 100)
    ask_for_changes(Actor(ada.pk), milestone, reason="Blurred.")
    assert "You asked for changes. Auto-release is paused until Ben delivers" in next_words(
        ada, milestone.job
    )
    assert "Ada asked for changes. Auto-release is paused until you deliver" in next_words(ben, milestone.job)


def test_what_is_due_to_be_released_reads_so(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 100)
    frozen_clock(milestone.release_at)
    for person in (ada, ben):
        assert "is being released: the deadline has passed" in next_words(person, milestone.job)
