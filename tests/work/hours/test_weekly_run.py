"""The weekly run submits and pays many timesheets at once, exactly as acts do it with each."""

import pytest

from handsel.record.models import Entry
from handsel.work.hours.models import Timesheet
from handsel.work.hours.planning import SUBMIT
from handsel.work.hours.review_timer import PAY
from tests.auditing import faults
from tests.replaying import differences
from tests.work.hours.random_weeks import in_chunks, one_by_one, random_weeks, reject_some, rows, undone

COVERS = (
    "handsel.bulk",
    "handsel.work.hours.payment",
    "handsel.work.hours.submission",
    "handsel.work.hours.worked",
)


def run(kind):
    """Run the due tasks of a kind both ways, undo the first, and compare all rows."""
    with undone():
        one_by_one(kind)
        expected = rows()
    in_chunks(kind)
    here = rows()
    for name, lines in expected.items():
        assert here[name] == lines, name


def both_runs(frozen_clock, seed, jobs):
    random_weeks(frozen_clock, seed, jobs)
    frozen_clock.passes(days=14)
    run(SUBMIT)
    reject_some(seed)
    frozen_clock.passes(days=12)
    run(PAY)


@pytest.mark.django_db
def test_it_equals_acts_one_by_one_to_the_cent_the_row_and_the_hash(frozen_clock):
    both_runs(frozen_clock, seed=1, jobs=40)
    stages = set(Timesheet.objects.values_list("stage", flat=True))
    assert {"nothing", "paid", "short", "due"} <= stages
    assert Entry.objects.filter(kind="timesheet.submitted").count() == 40
    assert (differences(), faults()) == ([], [])
