"""The calendar of this house."""

from datetime import UTC, date, datetime
from typing import Any

from handsel.people.calendars import house_calendar


def test_the_days_of_the_house_are_those_of_its_time_zone(settings: Any) -> None:
    settings.HOUSE_TIME_ZONE = "Pacific/Auckland"
    assert house_calendar().day_of(datetime(2026, 3, 2, 12, tzinfo=UTC)) == date(2026, 3, 3)


def test_weekends_are_its_days_off() -> None:
    days = [date(2026, 3, day) for day in range(2, 9)]
    assert [house_calendar().is_business(day) for day in days] == [True] * 5 + [False] * 2
