"""What new terms do to weeks: a raised limit soon, anything else from next Monday."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.work.hours.changes import WeekFunds, WeekPrice, changes_under
from handsel.work.hours.hourly_terms import HourlyTerms, WorkView
from handsel.work.hours.pay import HOUR

THIS, NEXT = date(2026, 3, 2), date(2026, 3, 9)
WAS = WeekPrice(2_000, 40 * HOUR)


def terms(rate: int, hours: int) -> HourlyTerms:
    return HourlyTerms(rate, hours * HOUR, THIS, WorkView.OFF, by_hand=True, auto_fund=True)


def change(new: HourlyTerms, week: WeekFunds):
    (only,) = changes_under(new, [week], this_monday=THIS)
    return only


@pytest.mark.parametrize(
    ("monday", "held", "rate", "hours", "price", "returned", "to_fund"),
    [
        (THIS, 80_000, 2_000, 50, WeekPrice(2_000, 40 * HOUR, 50 * HOUR), 0, 20_000),
        (THIS, 0, 2_000, 50, WeekPrice(2_000, 50 * HOUR), 0, 100_000),
        (THIS, 80_000, 3_000, 50, WeekPrice(2_000, 40 * HOUR, 50 * HOUR), 0, 20_000),
        (THIS, 80_000, 2_000, 20, WAS, 0, 0),
        (THIS, 80_000, 3_000, 40, WAS, 0, 0),
        (THIS, 0, 3_000, 20, WAS, 0, 80_000),
        (NEXT, 80_000, 2_000, 20, WeekPrice(2_000, 20 * HOUR), 40_000, 0),
        (NEXT, 80_000, 3_000, 40, WeekPrice(3_000, 40 * HOUR), 0, 40_000),
        (NEXT, 0, 3_000, 20, WeekPrice(3_000, 20 * HOUR), 0, 60_000),
    ],
    ids=[
        "a raised limit waits for its money",
        "before any money it holds at once",
        "at the old rate",
        "a lower limit cuts nothing that began",
        "nor does a rate change it",
        "funded or not",
        "the next week returns what it costs less",
        "and asks for what it costs more",
        "also when nothing is held",
    ],
)
def test_a_change_holds_from_its_week(monday, held, rate, hours, price, returned, to_fund):
    result = change(terms(rate, hours), WeekFunds(monday, WAS, held))
    assert (result.old, result.new) == (WAS, price)
    assert (result.returned, result.to_fund) == (returned, to_fund)


def test_a_limit_that_was_raised_and_is_lowered_again_before_it_is_funded_is_forgotten():
    raised = WeekPrice(2_000, 40 * HOUR, 50 * HOUR)
    result = change(terms(2_000, 40), WeekFunds(THIS, raised, 80_000))
    assert (result.new, result.returned, result.to_fund) == (WAS, 0, 0)


@given(
    st.builds(terms, st.integers(1, 10**6), st.integers(1, 168)),
    st.integers(1, 10**6),
    st.integers(1, 168),
    st.integers(-1, 2),
    st.booleans(),
)
def test_no_change_leaves_more_in_escrow_than_the_week_can_cost(new, rate, hours, weeks, is_funded):
    price = WeekPrice(rate, hours * HOUR)
    week = WeekFunds(THIS + weeks * timedelta(days=7), price, price.amount if is_funded else 0)
    result = change(new, week)
    assert result.returned >= 0 <= result.to_fund
    assert week.held - result.returned + result.to_fund == result.new.whole
    if week.monday <= THIS:
        assert (result.new.rate, result.returned) == (rate, 0)
        assert result.new.limit >= price.limit
