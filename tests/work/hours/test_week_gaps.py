"""What looks forgotten in a week, in tables: hours by day of weeks before it, and of the week itself."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handsel.kernel.calendar import Calendar
from handsel.work.hours.week_gaps import WeekGap, seconds_by_day, week_gap
from handsel.work.hours.weeks import Span

MONDAY = date(2026, 3, 2)
HOUR = 3_600
USUAL = "8 8 8 8 8 0 0"


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def week(hours: str) -> dict[date, int]:
    return {day(number): int(count) * HOUR for number, count in enumerate(hours.split())}


def gap(this: str, before: list[str], *, over: int = 5, is_over: bool = False, limit: int = 40) -> object:
    """The gap of a week with so many days over: its days by number, or its hours and the usual ones."""
    days = [day(number) for number in range(over)]
    weeks = map(week, before)
    gap_found = week_gap(week(this), weeks, days_over=days, is_over=is_over, limit=limit * HOUR)
    if gap_found is None:
        return None
    if gap_found.days:
        return [(row - MONDAY).days for row in gap_found.days]
    return gap_found.seconds // HOUR, gap_found.usual // HOUR


@pytest.mark.parametrize(
    ("this", "before", "over", "days"),
    [
        ("8 8 0 8 8 0 0", [USUAL, USUAL, USUAL], 5, [2]),
        ("8 8 0 8 8 0 0", [USUAL, USUAL], 5, [2]),
        ("8 8 0 8 8 0 0", [USUAL], 5, None),
        ("8 8 0 8 8 0 0", [], 5, None),
        ("8 8 0 0 0 0 0", [USUAL, USUAL, USUAL], 2, None),
        ("8 8 0 0 0 0 0", [USUAL, USUAL, USUAL], 3, [2]),
        ("8 8 0 0 8 0 0", [USUAL, USUAL, USUAL], 5, [2, 3]),
        ("8 8 0 8 8 0 0", [USUAL, "8 8 0 8 8 0 0", USUAL], 5, None),
        ("8 8 0 8 8 0 0", [USUAL, "0 0 0 0 0 0 0", USUAL], 5, [2]),
        ("8 8 0 8 8 0 0", [USUAL, "0 0 0 0 0 0 0", "0 0 0 0 0 0 0"], 5, None),
        ("0 0 0 0 0 0 0", [USUAL, USUAL, USUAL], 5, [0, 1, 2, 3, 4]),
        (USUAL, [USUAL, USUAL, USUAL], 5, None),
    ],
)
def test_a_business_day_without_time_is_asked_about_where_each_week_before_has_some(
    this: str, before: list[str], over: int, days: list[int] | None
) -> None:
    assert gap(this, before, over=over) == days


@pytest.mark.parametrize(
    ("this", "before", "limit", "hours"),
    [
        ("3 0 0 0 0 0 0", ["0 9 9 0 0 0 0", "9 0 0 9 0 0 0"], 40, (3, 18)),
        ("9 0 0 0 0 0 0", ["0 9 9 0 0 0 0", "9 0 0 9 0 0 0"], 40, None),
        ("3 0 0 0 0 0 0", ["0 9 9 0 0 0 0", "9 0 0 9 0 0 0"], 8, (3, 8)),
        ("3 0 0 0 0 0 0", ["0 9 9 0 0 0 0", "9 0 0 9 0 0 0"], 6, None),
        ("3 0 0 0 0 0 0", ["0 9 9 0 0 0 0"], 40, None),
        ("0 0 0 0 0 0 0", ["0 9 9 0 0 0 0", "9 0 0 9 0 0 0", "0 0 0 0 0 0 0"], 40, (0, 18)),
    ],
)
def test_less_than_half_of_the_usual_is_asked_about_once_the_week_is_over(
    this: str, before: list[str], limit: int, hours: tuple[int, int] | None
) -> None:
    assert gap(this, before, limit=limit, is_over=True) == hours
    assert gap(this, before, limit=limit) is None


def test_a_gap_says_how_many_weeks_it_goes_by() -> None:
    weeks = [week(USUAL), {}, week(USUAL)]
    assert week_gap({}, weeks, days_over=[MONDAY], is_over=False, limit=HOUR) == WeekGap(2, (MONDAY,))


def test_time_is_counted_on_the_days_of_the_reader() -> None:
    late = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
    spans = [
        Span(late, late + timedelta(hours=3)),
        Span(late + timedelta(hours=4), late + timedelta(hours=5)),
    ]
    in_oslo = Calendar(ZoneInfo("Europe/Oslo"))
    assert seconds_by_day(spans, in_oslo) == {day(0): HOUR // 2, day(1): 7 * HOUR // 2}
    assert seconds_by_day(spans, Calendar(ZoneInfo("UTC"))) == {day(0): 3 * HOUR // 2, day(1): 5 * HOUR // 2}
