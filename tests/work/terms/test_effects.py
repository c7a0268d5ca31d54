"""What a change does to the money, as a table."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.work.terms.content import MilestoneTerms, Terms
from handsel.work.terms.effects import CLOSED, PAID, Fault, MilestoneFunds, effects

REF = UUID(int=1)


def terms(amount: int | None, name: str = "Calendar") -> Terms:
    parts = [MilestoneTerms(REF, name, amount, date(2026, 3, 16))] if amount else []
    return Terms("Night tours", "", "USD", parts, "", "classic", 14)


@pytest.mark.parametrize(
    ("funds", "amount", "returned", "to_fund"),
    [
        (MilestoneFunds(), 1000, 0, 1000),
        (MilestoneFunds(funded=1000), 1000, 0, 0),
        (MilestoneFunds(funded=1000), 1500, 0, 500),
        (MilestoneFunds(funded=1000), 600, 400, 0),
        (MilestoneFunds(funded=1000), None, 1000, 0),
        (MilestoneFunds(funded=1000, released=300), None, 700, 0),
        (MilestoneFunds(funded=1000, released=300), 300, 700, 0),
        (MilestoneFunds(funded=1000, released=300), 500, 500, 0),
        (MilestoneFunds(funded=1000, refunded=200, returned_amount=200), 1000, 0, 0),
        (MilestoneFunds(funded=1000, refunded=200, returned_amount=200), 900, 100, 0),
        (MilestoneFunds(funded=1000, refunded=200, returned_amount=200), 1100, 0, 100),
        (MilestoneFunds(funded=1000, refunded=200, returned_amount=200), None, 800, 0),
        (MilestoneFunds(funded=1000, refunded=400), 600, 0, 0),
        (MilestoneFunds(funded=1000, refunded=400), 1000, 0, 400),
    ],
)
def test_what_is_returned_and_what_is_left_to_fund(funds, amount, returned, to_fund):
    result = effects(terms(amount), {REF: funds}, terms(1000))
    assert result.returned == ({REF: returned} if returned else {})
    assert result.to_fund == ({REF: to_fund} if to_fund else {})
    assert result.dropped == (frozenset() if amount else {REF})
    assert result.out_of_reach == ()


@pytest.mark.parametrize(
    ("funds", "new"),
    [
        (MilestoneFunds(funded=1000, released=300), terms(299)),
        (MilestoneFunds(funded=1000, refunded=300, returned_amount=300), terms(299)),
        (MilestoneFunds(funded=1000, released=200, refunded=200, returned_amount=200), terms(399)),
        (MilestoneFunds(funded=1000, released=1000, closed=True), terms(1001)),
        (MilestoneFunds(funded=1000, released=1000, closed=True), terms(1000, "Another name")),
        (MilestoneFunds(funded=1000, released=1000, closed=True), terms(None)),
    ],
)
def test_what_was_paid_or_closed_is_out_of_reach(funds, new):
    (fault,) = effects(new, {REF: funds}, terms(1000)).out_of_reach
    assert fault == Fault(CLOSED if funds.closed else PAID, "Calendar")


def test_a_closed_milestone_that_stays_is_neither_returned_funded_nor_dropped():
    result = effects(
        terms(1000), {REF: MilestoneFunds(1000, released=400, refunded=600, closed=True)}, terms(1000)
    )
    assert (result.returned, result.to_fund, result.dropped, result.out_of_reach) == ({}, {}, frozenset(), ())


def test_what_was_dropped_before_cannot_come_back():
    result = effects(terms(1000), {REF: MilestoneFunds(closed=True)}, terms(None))
    assert result.out_of_reach


@given(st.data())
def test_money_is_never_returned_beyond_what_is_held_nor_returned_and_asked_at_once(data):
    funded = data.draw(st.integers(0, 1000))
    released = data.draw(st.integers(0, funded))
    refunded = data.draw(st.integers(0, funded - released))
    funds = MilestoneFunds(funded, released, refunded, data.draw(st.integers(0, refunded)))
    amount = data.draw(st.none() | st.integers(1, 2000))
    result = effects(terms(amount), {REF: funds}, terms(1000))
    returned, to_fund = result.returned.get(REF, 0), result.to_fund.get(REF, 0)
    assert 0 <= returned <= funded - released - refunded
    assert not (returned and to_fund)
    if amount and not result.out_of_reach:
        assert funds.kept - returned + to_fund == amount - funds.returned_amount
