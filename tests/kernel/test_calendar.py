"""The days of the house: deadlines, business days, and weeks that are an hour short or long."""

import zoneinfo
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.kernel.calendar import DAY, Calendar

NEW_YORK = Calendar(ZoneInfo("America/New_York"))
EASTER = {date(2026, 4, 3), date(2026, 4, 6)}
CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)}
WITH_DAYS_OFF = Calendar(ZoneInfo("America/New_York"), frozenset({*EASTER, date(2026, 5, 1), *CHRISTMAS}))
ZONES = [
    "America/New_York",
    "Europe/Oslo",
    "Asia/Kathmandu",
    "Africa/Cairo",
    "America/Havana",
    "Pacific/Apia",
]

calendars = st.sampled_from([Calendar(ZoneInfo(zone)) for zone in ZONES])
days_off = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), min_size=1)
instants = st.datetimes(datetime(2012, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))


def there(text: str) -> datetime:
    """An instant as a clock on the wall in New York shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/New_York"))


@pytest.mark.parametrize(
    ("instant", "days", "ends"),
    [
        ("2026-03-02 12:00", 0, "2026-03-03 00:00"),
        ("2026-03-02 12:00", 14, "2026-03-17 00:00"),
        ("2026-03-02 00:00", 1, "2026-03-04 00:00"),
        ("2026-03-02 23:59", 1, "2026-03-04 00:00"),
        ("2026-02-27 12:00", 3, "2026-03-03 00:00"),
    ],
)
def test_days_end_with_the_last_of_them(instant: str, days: int, ends: str) -> None:
    assert NEW_YORK.deadline(there(instant), days) == there(ends)


@pytest.mark.parametrize(
    ("instant", "days", "ends"),
    [
        ("2026-03-02 12:00", 5, "2026-03-10 00:00"),
        ("2026-03-06 12:00", 1, "2026-03-10 00:00"),
        ("2026-03-07 12:00", 1, "2026-03-10 00:00"),
        ("2026-03-08 12:00", 1, "2026-03-10 00:00"),
    ],
)
def test_business_days_skip_weekends(instant: str, days: int, ends: str) -> None:
    assert NEW_YORK.business_days_after(there(instant), days) == there(ends)


@pytest.mark.parametrize(
    ("instant", "days", "ends"),
    [
        ("2026-03-02 12:00", 3, "2026-03-06 00:00"),  # Thursday
        ("2026-03-02 12:00", 4, "2026-03-07 00:00"),  # Friday, the last hour of a working day
        ("2026-03-02 12:00", 5, "2026-03-10 00:00"),  # Saturday; the clocks go forward before Monday
        ("2026-03-02 12:00", 6, "2026-03-10 00:00"),  # Sunday
        ("2026-03-31 12:00", 2, "2026-04-03 00:00"),  # the day before Good Friday
        ("2026-03-31 12:00", 3, "2026-04-08 00:00"),  # Good Friday, then the weekend, then Easter Monday
        ("2026-04-04 12:00", 2, "2026-04-08 00:00"),  # Easter Monday
        ("2026-04-28 12:00", 3, "2026-05-05 00:00"),  # 1 May, a Friday
        ("2026-10-28 12:00", 3, "2026-11-03 00:00"),  # Saturday; the clocks go back before Monday
        ("2026-12-22 12:00", 3, "2026-12-29 00:00"),  # 25 December, a Friday, and 26, a Saturday
        ("2026-12-29 12:00", 3, "2027-01-05 00:00"),  # 1 January, a Friday
    ],
)
def test_a_deadline_on_a_day_off_ends_on_the_next_working_day(instant: str, days: int, ends: str) -> None:
    assert WITH_DAYS_OFF.deadline(there(instant), days) == there(ends)


def test_without_days_off_a_deadline_may_end_on_a_weekend() -> None:
    assert NEW_YORK.deadline(there("2026-03-02 12:00"), 5) == there("2026-03-08 00:00")


def test_days_off_are_those_of_the_house_s_zone() -> None:
    thursday_in_new_york = datetime(2026, 4, 3, 3, tzinfo=UTC)
    assert WITH_DAYS_OFF.deadline(thursday_in_new_york, 0) == there("2026-04-03 00:00")


def test_business_days_skip_the_days_off_of_the_calendar() -> None:
    eve = there("2026-12-24 12:00")
    assert NEW_YORK.business_days_after(eve, 1) == there("2026-12-26 00:00")
    assert WITH_DAYS_OFF.business_days_after(eve, 1) == there("2026-12-29 00:00")


@pytest.mark.parametrize(
    ("monday", "hours"), [(date(2026, 3, 2), 167), (date(2026, 10, 26), 169), (date(2026, 6, 1), 168)]
)
def test_a_week_is_an_hour_short_or_long_when_clocks_change(monday: date, hours: int) -> None:
    assert NEW_YORK.week_ends(monday) - NEW_YORK.start_of(monday) == timedelta(hours=hours)


def test_a_day_is_the_house_s_and_not_greenwich_s() -> None:
    instant = datetime(2026, 3, 3, 4, 59, tzinfo=UTC)
    assert NEW_YORK.day_of(instant) == date(2026, 3, 2)
    assert NEW_YORK.week_of(instant) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("bound", "days_min", "sunday"),
    [
        ("2026-03-02 12:00", 3, date(2026, 3, 8)),
        ("2026-03-05 12:00", 3, date(2026, 3, 8)),
        ("2026-03-06 12:00", 3, date(2026, 3, 15)),
        ("2026-03-08 12:00", 0, date(2026, 3, 8)),
    ],
)
def test_the_first_sunday_is_at_least_so_far_off(bound: str, days_min: int, sunday: date) -> None:
    assert NEW_YORK.first_sunday(there(bound), days_min=days_min) == sunday


@given(calendars, instants)
def test_every_instant_lies_in_its_day_and_its_week(calendar: Calendar, instant: datetime) -> None:
    day, monday = calendar.day_of(instant), calendar.week_of(instant)
    assert calendar.start_of(day) <= instant < calendar.end_of(day)
    assert calendar.start_of(monday) <= instant < calendar.week_ends(monday)
    assert monday.weekday() == 0


@given(calendars, instants, st.integers(0, 60))
def test_a_deadline_is_never_shorter_than_its_days(calendar: Calendar, instant: datetime, days: int) -> None:
    ends = calendar.deadline(instant, days)
    assert timedelta(0) < ends - instant - days * DAY + timedelta(hours=1)
    assert ends.tzinfo is UTC


@given(calendars, days_off, instants, st.integers(0, 60))
def test_days_off_only_ever_move_a_deadline_to_a_working_day(
    calendar: Calendar, days_off: frozenset[date], instant: datetime, days: int
) -> None:
    observing = replace(calendar, days_off=days_off)
    plain, moved = calendar.deadline(instant, days), observing.deadline(instant, days)
    last = calendar.day_of(moved - timedelta(microseconds=1))
    assert plain <= moved
    assert observing.is_business(last)
    assert (plain == moved) is observing.is_business(calendar.day_of(instant) + days * DAY)


@given(calendars, instants, st.integers(1, 30))
def test_so_many_business_days_lie_before_the_deadline(
    calendar: Calendar, instant: datetime, days: int
) -> None:
    first = calendar.day_of(instant) + DAY
    last = calendar.day_of(calendar.business_days_after(instant, days) - timedelta(microseconds=1))
    between = [first + count * DAY for count in range((last - first).days + 1)]
    assert sum(map(calendar.is_business, between)) == days
    assert calendar.is_business(last)


def test_zones_come_from_the_package_alone() -> None:
    assert zoneinfo.TZPATH == ()


@pytest.mark.parametrize(
    ("zone", "monday", "hours"),
    [
        ("America/Vancouver", date(2026, 10, 26), 168),
        ("America/New_York", date(2026, 10, 26), 169),
        ("America/New_York", date(2026, 3, 2), 167),
        ("Australia/Lord_Howe", date(2026, 9, 28), 167.5),
    ],
)
def test_a_week_is_as_long_as_the_zone_makes_it(zone: str, monday: date, hours: float) -> None:
    calendar = Calendar(ZoneInfo(zone))
    assert calendar.week_ends(monday) - calendar.start_of(monday) == timedelta(hours=hours)
