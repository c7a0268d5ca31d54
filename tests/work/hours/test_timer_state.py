"""A timer counts to its last sign of life, and no further than its job goes on."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsel.work.hours.timer_state import LOST_AFTER, TimerState, TimerTimes

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
RUNS, STOPPED, LOST = TimerState.RUNS, TimerState.STOPPED, TimerState.LOST


def minute(number: float) -> datetime:
    return START + timedelta(minutes=number)


@pytest.mark.parametrize(
    ("seen", "stops", "at", "pressed", "end", "state"),
    [
        (59, None, 60, False, 59, RUNS),
        (59, None, 60, True, 60, STOPPED),
        (20, None, 29.9, True, 29.9, STOPPED),
        (20, None, 30, True, 20, LOST),
        (20, None, 22 * 60, False, 20, LOST),
        (20, 25, 25, False, 25, STOPPED),
        (20, 25, 26, True, 25, STOPPED),
        (20, 25, 60, False, 20, LOST),
        (20, 15, 60, False, 15, STOPPED),
    ],
    ids=[
        "each hour",
        "stopped by hand",
        "nearly ten minutes away",
        "ten minutes away",
        "forgotten for 22 hours",
        "job paused",
        "job paused a minute ago",
        "lost before the pause",
        "paused while it was seen",
    ],
)
def test_a_timer_counts_until(
    seen: float, stops: float | None, at: float, pressed: bool, end: float, state: TimerState
) -> None:
    times = TimerTimes(START, minute(seen), None if stops is None else minute(stops))
    assert times.counted(minute(at), pressed=pressed) == (minute(end), state)


@given(
    seen=st.integers(0, 200),
    away=st.integers(0, 2_000),
    stops=st.none() | st.integers(0, 2_000),
    pressed=st.booleans(),
)
def test_no_time_is_counted_that_nobody_saw(seen: int, away: int, stops: int | None, pressed: bool) -> None:
    at = minute(seen + away)
    times = TimerTimes(START, minute(seen), None if stops is None else minute(stops))
    end, state = times.counted(at, pressed=pressed)
    assert START <= end <= at
    assert end - times.seen_at < LOST_AFTER
    assert stops is None or end <= max(minute(stops), START)
    assert (state is LOST) <= times.is_lost(at)


def test_it_is_looked_at_when_it_may_be_lost_each_hour_and_where_it_must_stop() -> None:
    assert TimerTimes(START, minute(0)).next_check == minute(10)
    assert TimerTimes(START, minute(55)).next_check == minute(60)
    assert TimerTimes(START, minute(55), minute(56)).next_check == minute(56)
