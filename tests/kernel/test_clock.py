"""The one clock: it tells the present, or what it was told."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from handsel.kernel import clock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_the_present_is_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_a_told_clock_stands_still_and_is_kept_in_utc() -> None:
    with clock.frozen_at(NOON.astimezone(timezone(timedelta(hours=1)))):
        assert clock.now() == NOON
        assert clock.now().tzinfo is UTC


def test_the_present_comes_back_after_the_telling() -> None:
    with clock.frozen_at(NOON), clock.frozen_at(NOON + timedelta(days=1)):
        pass
    assert clock.now() > NOON


def test_an_instant_without_a_time_zone_cannot_be_told() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.frozen_at(datetime(2026, 3, 2)):
        pass


def test_the_fixture_starts_on_a_monday_and_passes(frozen_clock) -> None:
    start = clock.now()
    assert start.weekday() == 0
    frozen_clock.passes(days=1)
    assert clock.now() - start == timedelta(days=1)
