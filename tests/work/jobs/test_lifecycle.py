"""The life cycle of a job, from its table."""

import pytest

from handsel.work.jobs.lifecycle import CLOSED, LABELS, LIVE, NEXT_STAGES, UNBOUND, JobStage, Side

ENDS = {JobStage.COMPLETE, JobStage.CANCELLED, JobStage.DECLINED, JobStage.LAPSED}


def test_every_stage_is_in_the_table():
    assert set(NEXT_STAGES) == set(LABELS) == set(JobStage)


def test_every_stage_is_unbound_live_or_closed_and_only_one_of_them():
    assert set(JobStage) == UNBOUND | LIVE | CLOSED
    assert len(UNBOUND) + len(LIVE) + len(CLOSED) == len(JobStage)


def test_a_job_closes_in_four_ways():
    assert CLOSED == ENDS


def test_once_terms_have_bound_they_bind_for_ever():
    assert not any(NEXT_STAGES[stage] & (UNBOUND | {JobStage.LAPSED, JobStage.DECLINED}) for stage in LIVE)


def test_every_stage_can_be_reached_and_every_open_one_can_end():
    reached = set().union(*NEXT_STAGES.values())
    assert reached == set(JobStage) - {JobStage.AWARDED}
    assert all(NEXT_STAGES[stage] & CLOSED for stage in UNBOUND | LIVE)


@pytest.mark.parametrize(
    ("side", "other"),
    [(Side.CLIENT, Side.FREELANCER), (Side.FREELANCER, Side.CLIENT), (Side.HOUSE, Side.HOUSE)],
)
def test_the_other_side(side, other):
    assert side.other is other
