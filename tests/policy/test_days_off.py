"""The holidays of a named calendar."""

from datetime import date

import pytest

from handsel.policy.days_off import days_off


def test_target_is_closed_on_six_days_a_year():
    assert days_off("TARGET", 2026)[:6] == (
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 12, 25),
        date(2026, 12, 26),
    )


def test_they_are_those_of_a_year_and_the_four_after_it():
    years = [day.year for day in days_off("TARGET", 2026)]
    assert years == sorted([2026, 2027, 2028, 2029, 2030] * 6)


def test_a_calendar_that_nobody_knows_is_a_mistake():
    with pytest.raises(ValueError, match="no calendar of holidays: Mars"):
        days_off("Mars", 2026)
