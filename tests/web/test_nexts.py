"""What a due day means to each side, and that changes stop the clock; every stage is in `test_needs`."""

from dataclasses import replace

import pytest

from handsel.people.models import Person
from handsel.record.deeds import By
from handsel.web.nexts import milestone_next
from handsel.web.standings import standing
from handsel.work.jobs.models import Job
from handsel.work.milestones.release import ask_for_changes
from tests import making
from tests.conftest import Told

pytestmark = pytest.mark.usefixtures("told")


def said(person: Person, job: Job) -> str:
    """What happens next with the first milestone, when the week is reported already."""
    where = standing(person, job.pk)
    reported = frozenset([where.report_week] if where.report_week else [])
    return str(milestone_next(replace(where, weeks_reported=reported), where.milestones[0]).words)


def test_each_side_reads_what_a_due_day_means(ada: Person, ben: Person) -> None:
    job = making.funded(ada, ben, 100)
    assert "Nothing releases by itself before Ben delivers" in said(ada, job)
    assert "100% in a report delivers it" in said(ben, job)


def test_each_side_reads_that_changes_stopped_the_clock(ada: Person, ben: Person) -> None:
    milestone = making.delivered(ada, ben, 100)
    ask_for_changes(By(ada.pk), milestone, reason="Blurred.")
    assert "You asked for changes. The clock stands still until Ben delivers" in said(ada, milestone.job)
    assert "Ada asked for changes. The clock stands still until you deliver" in said(ben, milestone.job)


def test_what_is_due_to_be_released_reads_so(told: Told, ada: Person, ben: Person) -> None:
    milestone = making.delivered(ada, ben, 100)
    told(milestone.release_at)
    for person in (ada, ben):
        assert "is being released: the time to answer is over" in said(person, milestone.job)
