"""What passes between two readings of the clocks."""

import pytest

from handsel_tracker.timing.clocks import ClockReading, SystemClock, Tick, tick_between

START = ClockReading(1_000_000, 50_000, 40_000)


def later(*, wall: int, boot: int, mono: int) -> ClockReading:
    return ClockReading(START.wall_ms + wall, START.boot_ms + boot, START.mono_ms + mono)


@pytest.mark.parametrize(
    ("after", "tick"),
    [
        (later(wall=1000, boot=1000, mono=1000), Tick(50_000, 1000)),
        (later(wall=9000, boot=9000, mono=9000), Tick(50_000, 3000)),
        (later(wall=3_600_900, boot=3_600_900, mono=900), Tick(50_000, 0, slept_ms=3_600_000)),
        (later(wall=2400, boot=2400, mono=1000), Tick(50_000, 1000)),
        (later(wall=3_601_000, boot=1000, mono=1000), Tick(50_000, 1000, jumped_ms=3_600_000)),
        (later(wall=-7200_000, boot=1000, mono=1000), Tick(50_000, 1000, jumped_ms=-7_201_000)),
        (later(wall=0, boot=0, mono=-5), Tick(50_000, 0)),
    ],
    ids=["a second", "held up", "asleep", "a short nap", "put forward", "put back", "no time"],
)
def test_only_time_awake_counts_and_never_much_at_once(after: ClockReading, tick: Tick) -> None:
    assert tick_between(START, after) == tick


def test_the_clocks_of_this_device_go_forward() -> None:
    clock = SystemClock()
    before, after = clock.read(), clock.read()
    assert after.mono_ms >= before.mono_ms
    assert after.boot_ms >= after.mono_ms
    assert clock.boot_id == SystemClock().boot_id
