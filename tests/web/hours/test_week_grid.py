"""The days of a week in the reader's time zone, and the blocks with time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from handsel.kernel.money import Money
from handsel.ui.badges import Badge
from handsel.web.hours.week_grid import WeekGrid, days_of, week_grid
from handsel.work.hours.models import JobWeek, TimeSpan
from handsel.work.hours.protection import BlockVerdict, Unprotected

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2026, 1, 5, 5, tzinfo=UTC)
MANUAL = {number: BlockVerdict(number, 720, Unprotected.BY_HAND) for number in range(850)}
WEEK = JobWeek(monday=date(2026, 1, 5), starts_at=START, ends_at=START + timedelta(days=7))


def span(start: timedelta, length: timedelta, key: int = 1) -> TimeSpan:
    return TimeSpan(pk=key, started_at=START + start, ended_at=START + start + length)


def grid_in(zone: str, *spans: TimeSpan) -> WeekGrid:
    with timezone.override(ZoneInfo(zone)):
        return week_grid(WEEK, spans, MANUAL)


def test_a_week_of_the_house_touches_eight_days_elsewhere() -> None:
    for zone, days in (("America/New_York", 7), ("Europe/Oslo", 8)):
        with timezone.override(ZoneInfo(zone)):
            assert len(days_of(WEEK)) == days


def test_a_day_of_two_weeks_says_from_or_until_when_it_is_of_this_one() -> None:
    labels = [column.label for column in grid_in("Europe/Oslo").days]
    assert (labels[0], labels[1], labels[-1]) == (
        "Mon 5 Jan, from 06:00",
        "Tue 6 Jan",
        "Mon 12 Jan, until 06:00",
    )
    assert [column.label for column in grid_in("America/New_York").days][-1] == "Sun 11 Jan"


def test_time_fills_the_blocks_it_is_in() -> None:
    grid = grid_in("America/New_York", span(timedelta(hours=9, minutes=6), timedelta(minutes=30)))
    monday = grid.days[0]
    assert list(monday.hours) == [9]
    assert [(cell.place, cell.percent) for cell in monday.cells] == [(1, 50), (2, 100), (3, 100)]
    assert (monday.seconds, monday.length, list(grid.hours)) == (1_800, "30 min", [9])


def test_an_hour_that_comes_twice_has_all_its_blocks() -> None:
    start = datetime(2026, 10, 26, 4, tzinfo=UTC)
    week = JobWeek(monday=date(2026, 10, 26), starts_at=start, ends_at=start + timedelta(days=7, hours=1))
    night = datetime(2026, 11, 1, 5, tzinfo=UTC)
    with timezone.override(NEW_YORK):
        grid = week_grid(
            week, [TimeSpan(pk=1, started_at=night, ended_at=night + timedelta(hours=2))], MANUAL
        )
    assert [(cell.start.hour, cell.place, cell.percent) for cell in grid.cells] == [
        (1, place, 100) for place in range(1, 11)
    ]
    assert "Sun 1 Nov, 01:12 the second time: 12 min" in grid.days[6].html


def test_spans_in_one_block_share_it() -> None:
    minute = timedelta(minutes=1)
    grid = grid_in("UTC", span(0 * minute, 3 * minute), span(6 * minute, 3 * minute, 2))
    (cell,) = grid.cells
    assert (cell.span, cell.percent) == (1, 50)


def test_a_block_leads_to_its_time_or_is_selected_or_leads_to_its_review(frozen_clock: Any) -> None:
    with timezone.override(NEW_YORK):
        monday = week_grid(WEEK, [span(timedelta(hours=9), timedelta(minutes=36), 7)], MANUAL).days[0]
    _plain, priced, rejected = monday.cells
    priced.money, rejected.review = Money(400, "USD"), Badge("bad", "cross", "Rejected")
    why = "12 min, not protected: manual time"
    assert monday.html == (
        '<div class="hour" style="--hr: 9"><span aria-hidden="true">09:00</span>'
        f'<a class="seg warn manual" href="#time-7" title="Mon 5 Jan, 09:00: {why}" '
        f'style="--n: 1; --a: 100"><span class="hide">Mon 5 Jan, 09:00: {why}</span></a>'
        '<input type="checkbox" class="seg warn manual" name="block" value="46" data-minor="400" '
        f'style="--n: 2; --a: 100" aria-label="Mon 5 Jan, 09:12: {why}, $4.00" '
        f'title="Mon 5 Jan, 09:12: {why}">'
        f'<a class="seg bad manual" href="#blocks" title="Mon 5 Jan, 09:24: {why}, Rejected" '
        'style="--n: 3; --a: 100">'
        f'<span class="hide">Mon 5 Jan, 09:24: {why}, Rejected</span></a></div>'
    )


def test_blocks_stand_apart_where_clocks_are_three_quarters_of_an_hour_off() -> None:
    grid = grid_in("Asia/Kathmandu", span(timedelta(), timedelta(hours=2)))
    cells = [(cell.start.hour, cell.place) for cell in grid.days[0].cells]
    assert len(cells) == len(set(cells)) == 10
