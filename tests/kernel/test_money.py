"""Amounts of money: how they are read, added and rounded."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.kernel.money import (
    MINOR_MAX,
    Money,
    by_currency,
    divide_half_up,
    total,
    zero,
)

minors = st.integers(min_value=0, max_value=MINOR_MAX)


@given(minors, minors, minors)
def test_adding_has_no_order_and_taking_away_undoes_it(a: int, b: int, c: int) -> None:
    first, second, third = (Money(minor, "USD") for minor in (a, b, c))
    assert first + second == second + first
    assert (first + second) + third == first + (second + third)
    assert first + second - second == first
    assert zero("USD") - first == -first
    assert abs(-first) == first


@given(minors, minors)
def test_amounts_compare_as_their_minor_units(a: int, b: int) -> None:
    first, second = Money(a, "USD"), Money(b, "USD")
    assert (first < second, first <= second, first > second, first >= second) == (
        a < b,
        a <= b,
        a > b,
        a >= b,
    )
    assert bool(first) == (a != 0)


@given(st.lists(minors))
def test_a_total_is_the_sum(several: list[int]) -> None:
    assert total([Money(minor, "EUR") for minor in several], "EUR").minor == sum(several)


def test_the_total_of_nothing_is_nothing() -> None:
    assert total([], "EUR") == zero("EUR")


@given(st.integers(0, 10**18), st.integers(1, 10**9))
def test_halves_are_rounded_up(numerator: int, denominator: int) -> None:
    rounded = divide_half_up(numerator, denominator)
    away = rounded - Fraction(numerator, denominator)
    assert Fraction(-1, 2) < away <= Fraction(1, 2)


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 2), (1, 0), (1, -2)])
def test_only_shares_of_what_is_there_are_rounded(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="shares"):
        divide_half_up(numerator, denominator)


@pytest.mark.parametrize("minor", [1.0, True, "1", Decimal(1)])
def test_an_amount_is_a_whole_number(minor: object) -> None:
    with pytest.raises(ValueError, match="whole number"):
        Money(minor, "USD")  # type: ignore[arg-type]


def test_there_are_only_the_currencies_of_the_house() -> None:
    with pytest.raises(ValueError, match="no such currency"):
        Money(1, "XXX")


def test_currencies_do_not_mix() -> None:
    for mixing in (Money.__add__, Money.__sub__, Money.__lt__, Money.__le__, Money.__gt__, Money.__ge__):
        with pytest.raises(ValueError, match="do not mix"):
            mixing(Money(1, "USD"), Money(1, "EUR"))


def test_the_record_keeps_minor_units_and_currency() -> None:
    assert Money(1250, "USD").facts() == {"amount": 1250, "currency": "USD"}


def test_the_decimal_is_exact() -> None:
    assert Money(1250, "USD").decimal == Decimal("12.50")
    assert Money(1250, "JPY").decimal == Decimal(1250)


def test_amounts_are_summed_for_each_currency() -> None:
    amounts = [Money(5, "USD"), Money(7, "JPY"), Money(1, "USD")]
    assert by_currency(amounts) == [Money(6, "USD"), Money(7, "JPY")]
    assert by_currency([]) == []
