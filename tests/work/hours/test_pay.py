"""What time costs, to the cent: rounded once, protected time first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.work.hours.pay import (
    PaidTime,
    SheetAmounts,
    amount,
    limit_left,
    paid_time,
    part_amounts,
    pay_from,
    seconds_within,
    sheet_amounts,
)

seconds = st.integers(0, 169 * 3_600)
rates = st.integers(1, 10**7)


@pytest.mark.parametrize(
    ("time", "rate", "minor"),
    [
        ((1_797 * 60 + 35) * 60, 6_000, 10_785_500),
        ((1_797 * 60 + 35) * 60, 5_000, 8_987_917),
        (21_238 + 3_239 + 2_506, 2_000, 14_991),
        (0, 2_000, 0),
        (9, 200, 1),
        (8, 200, 0),
        (1, 1_800, 1),
    ],
)
def test_an_amount_is_rounded_half_up(time, rate, minor):
    assert amount(time, rate) == minor


def test_the_parts_of_a_sheet_are_not_rounded_one_by_one():
    alone = [amount(part, 2_000) for part in (21_238, 3_239, 2_506)]
    assert part_amounts([21_238, 3_239, 2_506], 2_000) == [11_799, 1_799, 1_393]
    assert (sum(alone), amount(26_983, 2_000)) == (14_990, 14_991)


@given(st.lists(st.integers(0, 720), max_size=845), rates)
def test_parts_add_up_to_the_whole(parts, rate):
    amounts = part_amounts(parts, rate)
    assert sum(amounts) == amount(sum(parts), rate)
    assert all(abs(own - amount(part, rate)) <= 1 for own, part in zip(amounts, parts, strict=True))


@pytest.mark.parametrize(
    ("protected", "unprotected", "limit", "paid"),
    [
        (3_600, 1_800, 7_200, PaidTime(3_600, 1_800)),
        (3_600, 7_200, 7_200, PaidTime(3_600, 3_600)),
        (9_000, 1_800, 7_200, PaidTime(7_200, 0)),
        (0, 1_800, 0, PaidTime(0, 0)),
        (600, 600, -1, PaidTime(0, 0)),
    ],
    ids=["within", "cut", "protected first", "nothing left", "used up"],
)
def test_paid_time_is_within_the_limit_and_protected_first(protected, unprotected, limit, paid):
    assert paid_time(protected=protected, unprotected=unprotected, limit=limit) == paid


def test_time_is_never_negative():
    with pytest.raises(ValueError, match="not negative"):
        paid_time(protected=-1, unprotected=0, limit=10)


@given(seconds, seconds, seconds, rates)
def test_a_sheet_never_costs_more_than_the_limit(protected, unprotected, limit, rate):
    time = paid_time(protected=protected, unprotected=unprotected, limit=limit)
    amounts = sheet_amounts(time, rate)
    assert time.seconds == min(protected + unprotected, limit)
    assert amounts.whole == amount(time.seconds, rate) <= amount(limit, rate)
    assert amounts.protected == amount(time.protected, rate)


@pytest.mark.parametrize(
    ("held", "paid", "missing"),
    [
        (900, SheetAmounts(500, 300), SheetAmounts(0, 0)),
        (600, SheetAmounts(500, 100), SheetAmounts(0, 200)),
        (400, SheetAmounts(400, 0), SheetAmounts(100, 300)),
        (0, SheetAmounts(0, 0), SheetAmounts(500, 300)),
    ],
)
def test_a_short_holding_pays_protected_time_first(held, paid, missing):
    shortage = pay_from(SheetAmounts(500, 300), held=held)
    assert (shortage.paid, shortage.missing) == (paid, missing)


@given(st.integers(0, 10**6), rates)
def test_the_longest_time_within_an_amount_costs_no_more_and_a_second_more_does(minor, rate):
    longest = seconds_within(minor, rate)
    assert amount(longest, rate) <= minor < amount(longest + 1, rate)


@pytest.mark.parametrize(
    ("limit", "rate", "others", "left"),
    [
        (36_000, 2_000, [], 36_000),
        (36_000, 2_000, [7_200], 28_800),
        (36_000, 2_000, [7_200, 28_800], 0),
        (36_000, 2_000, [7_200, 30_000], 0),
        (20, 900, [2], 17),
        (20, 900, [3], 17),
    ],
    ids=["alone", "one other", "used up", "more than used up", "the last one pays for rounding", "exact"],
)
def test_what_others_leave_of_a_limit(limit, rate, others, left):
    assert limit_left(limit, rate, others) == left


@given(st.integers(1, 169 * 3_600), rates, st.lists(st.integers(0, 40_000), max_size=5))
def test_timesheets_that_share_a_limit_never_cost_more_than_it(limit, rate, wanted):
    shares = []
    for seconds in wanted:
        shares.append(min(seconds, limit_left(limit, rate, shares)))
    assert sum(shares) <= limit
    assert sum(amount(share, rate) for share in shares) <= amount(limit, rate)
