"""The days of a week in the reader's time zone, and the blocks with time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from handsel.web.hours.week_grid import WeekGrid, days_of, period_text, week_grid
from handsel.work.hours.models import JobWeek, TimeSpan

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2026, 1, 5, 5, tzinfo=UTC)
WEEK = JobWeek(monday=date(2026, 1, 5), starts_at=START, ends_at=START + timedelta(days=7))


def span(start: timedelta, length: timedelta, key: int = 1) -> TimeSpan:
    return TimeSpan(pk=key, started_at=START + start, ended_at=START + start + length)


def grid_in(zone: str, *spans: TimeSpan) -> WeekGrid:
    with timezone.override(ZoneInfo(zone)):
        return week_grid(WEEK, spans)


def test_a_week_of_the_house_touches_eight_days_elsewhere() -> None:
    for zone, days in (("America/New_York", 7), ("Europe/Oslo", 8)):
        with timezone.override(ZoneInfo(zone)):
            assert len(days_of(WEEK)) == days


def test_time_fills_the_blocks_it_is_in() -> None:
    grid = grid_in("America/New_York", span(timedelta(hours=9, minutes=6), timedelta(minutes=30)))
    monday = grid.days[0]
    ((hour, cells),) = monday.rows
    assert hour == 9
    assert [(cell.place, cell.percent) for cell in cells] == [(1, 50), (2, 100), (3, 100)]
    assert (monday.seconds, monday.length, list(grid.hours)) == (1_800, "0:30 h", [9])


def test_spans_in_one_block_share_it() -> None:
    minute = timedelta(minutes=1)
    grid = grid_in("UTC", span(0 * minute, 3 * minute), span(6 * minute, 3 * minute, 2))
    ((_, (cell,)),) = grid.days[0].rows
    assert (cell.span, cell.percent) == (1, 50)


def test_blocks_stand_apart_where_clocks_are_three_quarters_of_an_hour_off() -> None:
    grid = grid_in("Asia/Kathmandu", span(timedelta(), timedelta(hours=2)))
    cells = [(hour, cell.place) for hour, cells in grid.days[0].rows for cell in cells]
    assert len(cells) == len(set(cells)) == 10


def test_time_says_from_when_to_when(frozen_clock) -> None:
    with timezone.override(NEW_YORK):
        assert period_text(START, START + timedelta(minutes=90)) == "00:00 to 01:30"
        assert period_text(START, START + timedelta(hours=24)) == "00:00 to Tue 6 Jan, 00:00"
