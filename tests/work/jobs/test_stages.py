"""Rows that go from stage to stage take only the steps of their life cycle."""

import pytest

from handsel.work.hours.lifecycle import BlockStage, SheetStage, WeekStage
from handsel.work.hours.models import JobWeek, ReviewedBlock, Timesheet
from handsel.work.jobs.lifecycle import JobStage
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState
from handsel.work.milestones.lifecycle import Stage
from handsel.work.milestones.models import Milestone

REFUSED = [
    (Job, JobStage.PAUSED, JobStage.IN_TERMS, "This job is “Paused” and cannot become “In terms”."),
    (Milestone, Stage.RELEASED, Stage.DELIVERED, "This milestone is “Paid” and cannot become “In review”."),
    (JobWeek, WeekStage.PLANNED, WeekStage.CLOSED, "This week is “Not funded” and cannot become “Closed”."),
    (Timesheet, SheetStage.PAID, SheetStage.OPEN, "This timesheet is “Paid” and cannot become “Open”."),
    (
        ReviewedBlock,
        BlockStage.PAID,
        BlockStage.REJECTED,
        "This block is “Paid” and cannot become “Rejected”.",
    ),
]


@pytest.mark.parametrize(("model", "now", "then", "sentence"), REFUSED)
def test_a_step_that_the_life_cycle_has_not_is_refused_in_the_words_of_pages(model, now, then, sentence):
    row = model(stage=now.value)
    with pytest.raises(InvalidState) as refused:
        row.move(then)
    assert str(refused.value) == sentence
    assert row.stage == now


def test_a_step_of_the_life_cycle_is_taken():
    job = Job(stage=JobStage.WORKING.value)
    job.move(JobStage.PAUSED)
    assert job.stage == JobStage.PAUSED
