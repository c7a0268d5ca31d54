"""A due date as each side reads it, and timers stopped by changes; `test_action_items` has all stages."""

from dataclasses import replace

import pytest

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.jobs.job_view import load_job_view
from handsel.web.jobs.milestone_next import milestone_next
from handsel.work.jobs.models import Job
from handsel.work.milestones.release import ask_for_changes
from tests import factories
from tests.conftest import FrozenClock

pytestmark = pytest.mark.usefixtures("frozen_clock")


def next_words(person: Person, job: Job) -> str:
    """The next step of the first milestone, with the week reported already."""
    job_view = load_job_view(person, job.pk)
    reported = frozenset([job_view.report_week] if job_view.report_week else [])
    return str(milestone_next(replace(job_view, weeks_reported=reported), job_view.milestones[0]).words)


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
