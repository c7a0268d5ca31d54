"""The life cycles of weeks, timesheets and blocks."""

import pytest

from handsel.work.hours import lifecycle
from handsel.work.hours.lifecycle import (
    BLOCK_LABELS,
    BLOCK_STAGES,
    SHEET_LABELS,
    SHEET_STAGES,
    TO_WORK,
    WEEK_LABELS,
    WEEK_STAGES,
    BlockStage,
    SheetStage,
    WeekStage,
)

TABLES = [
    (WeekStage, WEEK_STAGES, WEEK_LABELS),
    (SheetStage, SHEET_STAGES, SHEET_LABELS),
    (BlockStage, BLOCK_STAGES, BLOCK_LABELS),
]


@pytest.mark.parametrize(("stages", "table", "labels"), TABLES)
def test_every_stage_has_a_row_and_a_label(stages, table, labels):
    assert set(table) == set(labels) == set(stages)


@pytest.mark.parametrize(("stages", "table", "labels"), TABLES)
def test_every_stage_but_the_first_is_reached(stages, table, labels):
    reached = frozenset().union(*table.values())
    assert set(stages) - reached == {next(iter(stages))}


def test_a_week_that_was_funded_ends_by_a_review_or_is_dropped():
    assert {WeekStage.CLOSED, WeekStage.DROPPED} == lifecycle.ENDED
    assert not TO_WORK & lifecycle.ENDED
    assert WeekStage.CLOSED not in WEEK_STAGES[WeekStage.FUNDED]
    assert WeekStage.SHORT in WEEK_STAGES[WeekStage.FUNDED]


def test_an_approved_timesheet_is_never_reopened():
    assert SheetStage.REOPENED not in SHEET_STAGES[SheetStage.DUE] | SHEET_STAGES[SheetStage.PAID]


def test_a_rejected_block_is_paid_only_after_a_contest():
    assert BlockStage.PAID not in BLOCK_STAGES[BlockStage.REJECTED]
    assert BlockStage.PAID in BLOCK_STAGES[BlockStage.CONTESTED]
