"""How far each milestone is, on the page of reports."""

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.milestones.reports import ReportLineInput, ReportText, send_report
from tests import factories
from tests.conftest import FrozenClock
from tests.made_once import made_once
from tests.web.scenario import signed_in


@pytest.fixture
@made_once
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100, 200)


def progress_of(person: Person, job: Job) -> str:
    page = signed_in(person).get(reverse("reports", args=[job.pk])).content.decode()
    return page[page.index('aria-labelledby="prog"') :]


def reported(ben: Person, job: Job, percent: int) -> None:
    lines = [ReportLineInput(row.pk, percent) for row in job.milestones.open()]
    send_report(Actor(ben.pk), job, week=factories.this_week(), lines=lines, words=ReportText("Some."))


def test_milestones_stand_in_their_order_whatever_their_state(job: Job, ada: Person, ben: Person) -> None:
    first, second = job.milestones.order_by("position")
    factories.deliver(ben, first)
    for person in (ada, ben):
        progress = progress_of(person, job)
        assert progress.index(str(first)) < progress.index(str(second))


def test_the_pace_of_two_weeks_says_when_a_milestone_is_done(
    job: Job, frozen_clock: FrozenClock, ben: Person
) -> None:
    reported(ben, job, 10)
    assert "At this pace:" not in progress_of(ben, job)
    frozen_clock.passes(days=7)
    reported(ben, job, 30)
    progress = progress_of(ben, job)
    assert "At this pace:" in progress
    assert "Propose a new date" in progress


def test_both_sides_read_how_late_a_milestone_is(
    job: Job, frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    assert "No payment before Ben delivers" in progress_of(ada, job)
    frozen_clock.passes(days=17)
    assert "<b>3 days late</b>" in progress_of(ada, job)
    assert "<b>3 days late</b>" in progress_of(ben, job)
