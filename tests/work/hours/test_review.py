"""When weeks are funded, submitted and paid: weekends, days off and 09:00, house time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.kernel.calendar import Calendar
from handsel.work.hours import review

ZONE = "America/New_York"
PLAIN = Calendar(ZoneInfo(ZONE))
EASTER = Calendar(ZoneInfo(ZONE), frozenset({date(2026, 4, 3), date(2026, 4, 6)}))
MONDAY = date(2026, 3, 2)

instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))
calendars = st.sampled_from([PLAIN, EASTER])


def there(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (review.auto_funds_at, "2026-03-01 18:00"),
        (review.asks_again_at, "2026-03-02 09:00"),
        (review.submits_at, "2026-03-09 07:00"),
        (review.held_until, "2026-03-16 07:00"),
    ],
)
def test_the_clocks_of_a_week_show_house_time_across_a_change(when, expected):
    assert when(MONDAY, PLAIN) == there(expected)


@pytest.mark.parametrize(
    ("submitted", "days", "calendar", "ends"),
    [
        ("2026-03-09 07:00", 5, PLAIN, "2026-03-14 00:00"),
        ("2026-03-09 08:59", 5, PLAIN, "2026-03-14 00:00"),
        ("2026-03-09 09:00", 5, PLAIN, "2026-03-17 00:00"),
        ("2026-03-07 08:00", 5, PLAIN, "2026-03-14 00:00"),
        ("2026-03-06 22:00", 5, PLAIN, "2026-03-14 00:00"),
        ("2026-03-09 07:00", 2, PLAIN, "2026-03-11 00:00"),
        ("2026-03-09 07:00", 1, PLAIN, "2026-03-10 00:00"),
        ("2026-03-30 07:00", 5, EASTER, "2026-04-08 00:00"),
        ("2026-04-06 07:00", 5, EASTER, "2026-04-14 00:00"),
        ("2026-04-06 07:00", 5, PLAIN, "2026-04-11 00:00"),
    ],
)
def test_a_review_ends_with_its_last_business_day(submitted, days, calendar, ends):
    assert review.review_ends(there(submitted), days=days, calendar=calendar) == there(ends)


def test_a_review_of_no_days_is_refused():
    with pytest.raises(ValueError, match="at least a day"):
        review.review_ends(there("2026-03-09 07:00"), days=0, calendar=PLAIN)


@pytest.mark.parametrize(
    ("submitted", "ends", "calendar", "reminded"),
    [
        ("2026-03-09 07:00", "2026-03-14 00:00", PLAIN, ["2026-03-12 00:00", "2026-03-13 00:00"]),
        ("2026-03-09 09:00", "2026-03-17 00:00", PLAIN, ["2026-03-13 00:00", "2026-03-16 00:00"]),
        ("2026-03-30 07:00", "2026-04-08 00:00", EASTER, ["2026-04-02 00:00", "2026-04-07 00:00"]),
        ("2026-03-09 07:00", "2026-03-10 00:00", PLAIN, []),
        ("2026-03-09 07:00", "2026-03-11 00:00", PLAIN, ["2026-03-10 00:00"]),
    ],
)
def test_reminders_come_as_the_last_business_days_begin(submitted, ends, calendar, reminded):
    times = review.reminders(there(submitted), there(ends), calendar)
    assert [at for _, at in times] == [there(text) for text in reminded]


@pytest.mark.parametrize(
    ("when", "instant", "calendar", "expected"),
    [
        (review.late_time_submits_at, "2026-03-10 12:00", PLAIN, "2026-03-11 07:00"),
        (review.late_time_submits_at, "2026-03-13 12:00", PLAIN, "2026-03-16 07:00"),
        (review.late_time_submits_at, "2026-04-02 12:00", EASTER, "2026-04-07 07:00"),
        (review.resubmits_at, "2026-03-12 12:00", PLAIN, "2026-03-17 00:00"),
        (review.contest_ends, "2026-03-12 12:00", PLAIN, "2026-03-20 00:00"),
        (review.insist_ends, "2026-03-12 12:00", PLAIN, "2026-03-18 00:00"),
        (review.insist_ends, "2026-04-02 12:00", EASTER, "2026-04-10 00:00"),
    ],
)
def test_other_clocks_count_business_days(when, instant, calendar, expected):
    assert when(there(instant), calendar) == there(expected)


@pytest.mark.parametrize(
    ("start", "today", "monday"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 2)),
        (date(2026, 3, 2), date(2026, 3, 11), date(2026, 3, 9)),
        (date(2026, 3, 15), date(2026, 3, 2), date(2026, 3, 9)),
    ],
)
def test_the_first_week_is_that_of_the_start_or_of_the_agreement(start, today, monday):
    assert review.first_monday(start, today) == monday


@given(instants, st.integers(1, 10), calendars)
def test_a_review_has_exactly_its_business_days(submitted, days, calendar):
    ends = review.review_ends(submitted, days=days, calendar=calendar)
    day, last = review.first_day(submitted, calendar), calendar.day_of(ends)
    counted = 0
    while day < last:
        counted += calendar.is_business(day)
        day += review.DAY
    assert counted == days
    assert submitted < ends


@given(instants, st.integers(1, 10), calendars)
def test_no_reminder_is_before_the_submission_or_after_the_end(submitted, days, calendar):
    ends = review.review_ends(submitted, days=days, calendar=calendar)
    times = [at for _, at in review.reminders(submitted, ends, calendar)]
    assert times == sorted(times)
    assert all(submitted < at < ends for at in times)
