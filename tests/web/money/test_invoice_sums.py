"""Sums of invoices by month, and their charts."""

from datetime import date
from itertools import pairwise

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import Rules
from handsel.record.actions import Actor
from handsel.web.money.invoice_sums import InvoiceSum, invoice_sums, month_charts, months_before, paid_totals
from handsel.work.jobs.lifecycle import Side
from tests import factories
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.web.scenario import signed_in

TODAY = date(2026, 3, 15)
FREELANCER, CLIENT = Side.FREELANCER, Side.CLIENT


def row(month: date, dollars: float, side: Side = FREELANCER, *, is_fee: bool = False) -> InvoiceSum:
    return InvoiceSum(1, "A job", month, side, is_fee, usd(dollars))


@pytest.mark.parametrize(
    ("many", "first"),
    [(0, date(2026, 3, 1)), (3, date(2025, 12, 1)), (14, date(2025, 1, 1)), (-10, date(2027, 1, 1))],
)
def test_months_are_counted_over_the_turn_of_the_year(many: int, first: date) -> None:
    assert months_before(date(2026, 3, 1), many) == first


def test_a_fee_is_taken_off_earnings_and_comes_on_top_of_payments() -> None:
    for side, whole in ((FREELANCER, 95), (CLIENT, 105)):
        rows = [row(TODAY, 100, side), row(TODAY, 5, side, is_fee=True)]
        assert [total.whole for total in paid_totals(rows)] == [usd(whole)]


def test_a_chart_has_twelve_months_the_newest_last() -> None:
    rows = [row(date(2026, 3, 1), 50), row(date(2026, 1, 1), 200), row(date(2025, 3, 1), 999)]
    (chart,) = month_charts(rows, TODAY)
    assert [bar.first for bar in chart.bars][::11] == [date(2025, 4, 1), date(2026, 3, 1)]
    assert [(bar.height, bar.top) for bar in chart.bars[-3:]] == [(100, 0), (0, 100), (25, 75)]
    assert {right.left - left.left for left, right in pairwise(chart.bars)} == {10}
    assert (chart.highest, chart.whole.whole) == (usd(200), usd(250))


def test_a_month_with_little_money_is_seen() -> None:
    (chart,) = month_charts([row(date(2026, 3, 1), 0.01), row(date(2026, 2, 1), 9_000)], TODAY)
    assert chart.bars[-1].height == 1


def test_each_side_has_its_chart_and_none_without_money() -> None:
    rows = [row(date(2026, 3, 1), 50), row(date(2026, 3, 1), 60, CLIENT)]
    assert [chart.whole.side for chart in month_charts(rows, TODAY)] == [CLIENT, FREELANCER]
    assert month_charts([row(date(2020, 3, 1), 50)], TODAY) == []


def test_sums_are_those_of_the_invoices(
    frozen_clock: FrozenClock, ada: Person, ben: Person, olga: Person
) -> None:
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=500))
    for dollars in (100, 200):
        factories.released(ada, factories.delivered(ada, ben, dollars, policy="dear"))
    frozen_clock.passes(days=31)
    factories.released(ada, factories.delivered(ada, ben, 400, policy="dear"))
    today = house_calendar().day_of(clock.now())
    (earned,) = month_charts(invoice_sums(ben, house_calendar()), today)
    assert [bar.paid.whole for bar in earned.bars[-2:]] == [usd(285), usd(380)]
    (spent,) = month_charts(invoice_sums(ada, house_calendar()), today)
    assert [bar.paid.whole for bar in spent.bars[-2:]] == [usd(300), usd(400)]
    page = signed_in(ben).get(reverse("money")).content.decode()
    assert "Earnings by month" in page
    assert "<title>April 2026: $380.00</title>" in page
    assert "Payments by month" in signed_in(ada).get(reverse("money")).content.decode()


def test_without_invoices_there_is_no_chart(frozen_clock: FrozenClock, eve: Person) -> None:
    assert "by month" not in signed_in(eve).get(reverse("money")).content.decode()
