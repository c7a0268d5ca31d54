"""Weeks, spans and blocks, where clocks change and where they do not."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.kernel.calendar import Calendar
from handsel.work.hours.weeks import BLOCK, Span, block_parts, split_at_weeks, week_at, week_from

ZONES = [
    "America/New_York",
    "Europe/Berlin",
    "Asia/Kathmandu",
    "Africa/Cairo",
    "America/Havana",
    "America/Vancouver",
    "Australia/Lord_Howe",
    "Pacific/Apia",
]
BERLIN = Calendar(ZoneInfo("Europe/Berlin"))

calendars = st.sampled_from([Calendar(ZoneInfo(zone)) for zone in ZONES])
instants = st.datetimes(datetime(2012, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(microsecond=0)
)


@st.composite
def spans(draw):
    start = draw(instants)
    return Span(start, start + timedelta(seconds=draw(st.integers(1, 30 * 86_400))))


def local(zone: str, text: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


@pytest.mark.parametrize(
    ("zone", "start", "end", "seconds"),
    [
        ("Europe/Berlin", "2021-10-31 00:00", "2021-11-01 00:00", 90_000),
        ("Europe/Berlin", "2021-03-28 00:00", "2021-03-29 00:00", 82_800),
        ("Europe/Helsinki", "2022-10-30 03:05", "2022-10-30 06:00", 14_100),
        ("America/Los_Angeles", "2026-06-01 09:00", "2026-06-01 09:10", 600),
    ],
)
def test_a_span_is_as_long_as_it_took(zone, start, end, seconds):
    assert Span(local(zone, start), local(zone, end)).seconds == seconds


def test_the_second_of_two_hours_of_one_name_is_an_hour_later():
    later = Span(
        local("Europe/Helsinki", "2022-10-30 03:05", fold=1), local("Europe/Helsinki", "2022-10-30 06:00")
    )
    assert later.seconds == 14_100 - 3_600


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 3, 2, 9), datetime(2026, 3, 2, 10)),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 9, tzinfo=UTC)),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 8, tzinfo=UTC)),
        (datetime(2026, 3, 2, 9, 0, 0, 1, tzinfo=UTC), datetime(2026, 3, 2, 10, tzinfo=UTC)),
    ],
    ids=["no zone", "empty", "backwards", "below a second"],
)
def test_what_is_no_time_in_whole_seconds_is_no_span(start, end):
    with pytest.raises(ValueError, match=r"time zone|whole seconds|after it starts"):
        Span(start, end)


@pytest.mark.parametrize(
    ("zone", "monday", "hours", "blocks", "last_minutes"),
    [
        ("America/New_York", date(2026, 3, 2), 167, 835, 12),
        ("America/New_York", date(2026, 3, 9), 168, 840, 12),
        ("America/New_York", date(2026, 10, 26), 169, 845, 12),
        ("America/Vancouver", date(2026, 10, 26), 168, 840, 12),
        ("Australia/Lord_Howe", date(2026, 9, 28), 167.5, 838, 6),
        ("Australia/Lord_Howe", date(2026, 3, 30), 168.5, 843, 6),
        ("America/Havana", date(2026, 3, 2), 167, 835, 12),
    ],
)
def test_a_week_is_as_long_as_the_clocks_of_the_house_make_it(zone, monday, hours, blocks, last_minutes):
    week = week_from(monday, Calendar(ZoneInfo(zone)))
    assert (week.span.seconds, week.blocks) == (hours * 3_600, blocks)
    assert week.block(week.blocks - 1).seconds == last_minutes * 60


@pytest.mark.parametrize("number", [-1, 840])
def test_a_week_has_no_block_outside_it(number):
    with pytest.raises(ValueError, match="has no block"):
        week_from(date(2026, 3, 9), BERLIN).block(number)


def test_a_week_begins_on_a_monday():
    with pytest.raises(ValueError, match="on a Monday"):
        week_from(date(2026, 3, 3), BERLIN)


def test_work_through_the_night_from_sunday_is_in_both_weeks():
    night = Span(local("Europe/Berlin", "2026-03-08 22:30"), local("Europe/Berlin", "2026-03-09 06:30"))
    parts = [(week.monday, part.seconds) for week, part in split_at_weeks(night, BERLIN)]
    assert parts == [(date(2026, 3, 2), 5_400), (date(2026, 3, 9), 23_400)]


def test_spans_that_touch_do_not_overlap():
    nine, ten, eleven = (datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (9, 10, 11))
    assert not Span(nine, ten).overlaps(Span(ten, eleven))
    assert Span(nine, eleven).overlaps(Span(ten, eleven))


@given(instants, calendars)
def test_every_instant_is_in_one_week_and_weeks_follow_each_other(instant, calendar):
    week = week_at(instant, calendar)
    assert week.span.start <= instant < week.span.end
    assert week_at(week.span.end, calendar).span.start == week.span.end
    assert 165 * 3_600 <= week.span.seconds <= 171 * 3_600


@given(spans(), calendars)
def test_blocks_cut_a_span_into_all_of_its_seconds(span, calendar):
    parts = list(block_parts(span, calendar))
    assert [parts[0].span.start, parts[-1].span.end] == [span.start, span.end]
    assert all(before.span.end == after.span.start for before, after in pairwise(parts))
    assert sum(part.span.seconds for part in parts) == span.seconds
    assert len({(part.monday, part.number) for part in parts}) == len(parts)


@given(spans(), calendars)
def test_no_part_leaves_its_block(span, calendar):
    for part in block_parts(span, calendar):
        block = week_from(part.monday, calendar).block(part.number)
        assert block.start <= part.span.start < part.span.end <= block.end
        assert block.end - block.start <= BLOCK
