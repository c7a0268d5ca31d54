"""The life cycle of a milestone, and the stage that its money implies."""

import pytest

from handsel.work.milestones.lifecycle import (
    CLOSED,
    HOLDING,
    LABELS,
    NEXT_STAGES,
    Stage,
    funded_stage,
    last_stage,
)


def test_every_stage_is_in_the_table():
    assert set(NEXT_STAGES) == set(LABELS) == set(Stage)


def test_money_is_held_in_no_closed_stage():
    assert not HOLDING & CLOSED
    assert set(Stage) - HOLDING - CLOSED == {Stage.PLANNED}


@pytest.mark.parametrize(
    ("funded", "missing", "delivered", "stage"),
    [
        (0, 100, False, "planned"),
        (0, 100, True, "planned"),
        (60, 40, False, "part funded"),
        (60, 40, True, "part funded"),
        (100, 0, False, "funded"),
        (100, 0, True, "delivered"),
    ],
)
def test_funding_and_delivery_say_where_a_milestone_stands(funded, missing, delivered, stage):
    assert funded_stage(funded=funded, missing=missing, delivered=delivered) == stage


@pytest.mark.parametrize(
    ("released", "refunded", "stage"),
    [(0, 0, "dropped"), (100, 0, "released"), (0, 100, "refunded"), (60, 40, "settled")],
)
def test_a_milestone_ends_by_where_its_money_went(released, refunded, stage):
    assert last_stage(released=released, refunded=refunded) == stage
    assert stage in CLOSED
