"""The times of releases and reports, across weekends and changes to summer time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.kernel.calendar import Calendar
from handsel.work.milestones.schedule import days_left, first_report_week, pace, reminders

NEW_YORK = Calendar(ZoneInfo("America/New_York"))
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stopped", "left"),
    [(utc(3, 2, 18), 14), (utc(3, 5, 18), 11), (utc(3, 16, 3), 1), (utc(3, 16, 5), 0), (utc(3, 20, 5), 0)],
)
def test_whole_days_are_left_on_a_stopped_clock(stopped, left):
    assert days_left(stopped, utc(3, 17, 4), NEW_YORK) == left


@given(INSTANTS, st.integers(3, 30))
def test_a_clock_stopped_at_once_has_all_its_days_left(started, days):
    assert days_left(started, NEW_YORK.deadline(started, days), NEW_YORK) == days


@given(INSTANTS, st.integers(0, 30))
def test_no_reminder_is_before_the_start(started, days):
    ends = NEW_YORK.deadline(started, days)
    reminded = reminders(started, ends)
    assert all(started < at == ends - timedelta(days=before) for before, at in reminded)
    assert [before for before, _ in reminded] == [before for before in (7, 3, 1) if before <= days]


@pytest.mark.parametrize(
    ("bound", "monday"),
    [
        (date(2026, 3, 2), date(2026, 3, 2)),
        (date(2026, 3, 5), date(2026, 3, 2)),
        (date(2026, 3, 6), date(2026, 3, 9)),
        (date(2026, 3, 8), date(2026, 3, 9)),
    ],
)
def test_the_first_report_is_due_on_the_first_sunday_at_least_three_days_on(bound, monday):
    assert first_report_week(NEW_YORK.start_of(bound) + timedelta(hours=12), NEW_YORK) == monday


@pytest.mark.parametrize(
    ("before", "percent", "done"),
    [
        (0, 50, date(2026, 3, 16)),
        (20, 50, date(2026, 3, 21)),
        (50, 50, None),
        (60, 50, None),
        (90, 100, None),
    ],
)
def test_a_pace_says_when_it_is_done(before, percent, done):
    assert pace(percent=percent, percent_before=before, day=date(2026, 3, 9), days_between=7) == done
