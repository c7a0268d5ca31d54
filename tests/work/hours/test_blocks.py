"""The blocks of a timesheet and their amounts: exact in total, whatever is taken out of them."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.kernel.calendar import Calendar
from handsel.work.hours.blocks import (
    BilledBlock,
    billed_blocks,
    part_prices,
    returned,
    settled_stage,
    shares,
)
from handsel.work.hours.lifecycle import BLOCK_STAGES, FROZEN, BlockStage
from handsel.work.hours.pay import paid_time, sheet_amounts
from handsel.work.hours.weeks import Span, week_from

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = week_from(date(2026, 3, 2), Calendar(ZoneInfo("UTC")))


def span(start: int, length: int) -> Span:
    """A span by its first second in the week, and its length in seconds."""
    first = MONDAY + timedelta(seconds=start)
    return Span(first, first + timedelta(seconds=length))


@st.composite
def worked(draw):
    """Spans that follow each other in a week without overlap."""
    spans, start = [], 0
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 4_000), st.integers(1, 9_000)), max_size=40)):
        spans.append(span(start + gap, length))
        start += gap + length
    return spans


@pytest.mark.parametrize(
    ("spans", "limit", "blocks"),
    [
        ([], 3_600, []),
        ([span(0, 720)], 3_600, [BilledBlock(0, 720, 400)]),
        ([span(600, 240)], 3_600, [BilledBlock(0, 120, 67), BilledBlock(1, 120, 66)]),
        ([span(720, 60), span(0, 60)], 3_600, [BilledBlock(0, 60, 33), BilledBlock(1, 60, 34)]),
        ([span(0, 60), span(90, 60)], 3_600, [BilledBlock(0, 120, 67)]),
        ([span(0, 2_160)], 1_000, [BilledBlock(0, 720, 400), BilledBlock(1, 280, 156)]),
        ([span(0, 720)], 0, []),
    ],
    ids=["none", "whole", "two parts", "in order", "one block", "up to the limit", "nothing left"],
)
def test_blocks_are_paid_from_the_earliest_on(spans, limit, blocks):
    assert billed_blocks(WEEK, spans, limit=limit, rate=2_000) == blocks


@pytest.mark.parametrize(
    ("parts", "blocks", "prices"),
    [
        ([], [], []),
        ([(0, 720)], [BilledBlock(0, 720, 400)], [(720, 400)]),
        ([(0, 60), (0, 60)], [BilledBlock(0, 120, 67)], [(60, 33), (60, 34)]),
        ([(0, 60), (0, 60)], [BilledBlock(0, 90, 50)], [(60, 33), (30, 17)]),
        ([(0, 60), (1, 60)], [BilledBlock(1, 60, 33)], [(0, 0), (60, 33)]),
        (
            [(0, 60), (1, 60)],
            [BilledBlock(0, 60, 34), BilledBlock(1, 60, 33, is_protected=True)],
            [(60, 34), (60, 33)],
        ),
    ],
    ids=["none", "whole", "two parts", "up to the limit", "not billed", "protected first"],
)
def test_parts_of_a_block_are_paid_from_the_earliest_on(parts, blocks, prices):
    assert part_prices(parts, blocks, 2_000) == prices


@given(worked(), st.integers(0, 170 * 3_600), st.integers(1, 10**6), st.sets(st.integers(0, 839)))
def test_parts_cost_together_what_their_block_does(spans, limit, rate, protected):
    blocks = billed_blocks(WEEK, spans, limit=limit, rate=rate, protected=sorted(protected))
    parts = [(part.number, part.span.seconds) for row in spans for part in WEEK.parts(row)]
    sums: Counter[int] = Counter()
    for (number, _seconds), (_paid, amount) in zip(parts, part_prices(parts, blocks, rate), strict=True):
        sums[number] += amount
    assert +sums == Counter({block.number: block.amount for block in blocks if block.amount})


@given(worked(), st.integers(0, 170 * 3_600), st.integers(1, 10**6))
def test_blocks_cost_together_what_the_timesheet_costs(spans, limit, rate):
    blocks = billed_blocks(WEEK, spans, limit=limit, rate=rate)
    time = paid_time(protected=0, unprotected=sum(row.seconds for row in spans), limit=limit)
    assert sum(block.seconds for block in blocks) == time.seconds
    assert sum(block.amount for block in blocks) == sheet_amounts(time, rate).whole
    assert all(0 < block.seconds <= 720 for block in blocks)
    assert len({block.number for block in blocks}) == len(blocks)


@pytest.mark.parametrize(
    ("amounts", "to_freelancer", "parts"),
    [
        ([400, 400], 400, [200, 200]),
        ([400, 400], 0, [0, 0]),
        ([400, 267], 667, [400, 267]),
        ([1, 1], 1, [1, 0]),
        ([33, 34, 33], 50, [17, 17, 16]),
    ],
)
def test_a_settlement_is_shared_in_proportion(amounts, to_freelancer, parts):
    assert shares(amounts, to_freelancer) == parts


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=50), st.data())
def test_no_block_gives_more_than_it_has_and_all_give_the_whole(amounts, data):
    to_freelancer = data.draw(st.integers(0, sum(amounts)))
    parts = shares(amounts, to_freelancer)
    assert sum(parts) == to_freelancer
    assert all(0 <= part <= amount for part, amount in zip(parts, amounts, strict=True))


@pytest.mark.parametrize("to_freelancer", [-1, 801])
def test_a_settlement_is_within_what_is_frozen(to_freelancer):
    with pytest.raises(ValueError, match="of 800"):
        shares([400, 400], to_freelancer)


@pytest.mark.parametrize(
    ("part", "stage"), [(400, BlockStage.PAID), (0, BlockStage.DROPPED), (1, BlockStage.SPLIT)]
)
def test_a_block_ends_by_what_the_freelancer_gets(part, stage):
    assert settled_stage(part, 400) is stage
    assert not BLOCK_STAGES[stage]


@pytest.mark.parametrize(("held", "frozen", "back"), [(500, 0, 500), (500, 200, 300), (100, 200, 0)])
def test_what_is_frozen_stays_when_the_rest_returns(held, frozen, back):
    assert returned(held=held, frozen=frozen) == back


def test_what_is_frozen_can_still_be_decided():
    assert all(BLOCK_STAGES[stage] for stage in FROZEN)
