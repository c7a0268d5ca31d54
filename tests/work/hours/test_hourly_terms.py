"""Terms by the hour as a value, and in words."""

from datetime import date

import pytest

from handsel.kernel.money import Money
from handsel.work.hours.hourly_terms import HourlyTerms, WorkView, hourly_from
from handsel.work.hours.price_text import hourly_price_text

COVERS = ("handsel.work.hours.price_text",)
TERMS = HourlyTerms(2_000, 144_000, date(2026, 3, 2), WorkView.OFF, by_hand=True, auto_fund=False)


def test_a_week_costs_its_limit_at_the_rate():
    assert (TERMS.weekly_hours, TERMS.weekly_amount) == (40, 80_000)


def test_they_come_back_from_the_record_as_they_went_in():
    assert hourly_from(TERMS.facts()) == TERMS


@pytest.mark.parametrize(
    ("rate", "seconds", "words"),
    [
        (Money(2_000, "USD"), 144_000, "$20.00 an hour, up to 40 hours a week"),
        (Money(3_500, "EUR"), 3_600, "€35.00 an hour, up to 1 hour a week"),
    ],
)
def test_the_price_is_said_in_words(rate, seconds, words):
    assert hourly_price_text(rate, seconds) == words
