"""Pauses that grow: how long, for whom, and when they are forgotten."""

from datetime import timedelta

import pytest

from handsel.kernel import clock
from handsel.people.attempts import (
    FREE_TRIES,
    Attempt,
    forget,
    network_of,
    pause_after,
    sign_in_attempts,
    succeed,
    take,
)
from tests.conftest import FrozenClock


@pytest.mark.parametrize(
    ("tries", "seconds"),
    [
        (1, 0),
        (4, 0),
        (5, 30),
        (6, 60),
        (7, 120),
        (11, 1920),
        (12, 3600),
        (10**6, 3600),
    ],
)
def test_a_pause_doubles_up_to_an_hour(tries: int, seconds: int) -> None:
    assert pause_after(tries, free=FREE_TRIES) == seconds


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_neighbours_in_one_net_count_as_one(address: str, network: str) -> None:
    assert network_of(address) == network


def test_a_known_device_counts_for_itself_alone() -> None:
    strange = sign_in_attempts("Ada@example.org", address="192.0.2.7", browser=None)
    known = sign_in_attempts("ada@example.org", address="192.0.2.7", browser="d")
    assert [attempt.who for attempt in strange] == ["address 192.0.2.7", "anybody"]
    assert [attempt.who for attempt in known] == ["browser d"]
    assert {attempt.about for attempt in [*strange, *known]} == {"ada@example.org"}


@pytest.mark.django_db
def test_in_a_pause_nothing_is_counted(frozen_clock: FrozenClock) -> None:
    tries = [Attempt("address 192.0.2.7", "ada@example.org")]
    now = clock.now()
    assert [take(tries, now) for _ in range(FREE_TRIES)] == [None] * FREE_TRIES
    until = now + timedelta(seconds=30)
    assert [take(tries, now) for _ in range(9)] == [until] * 9
    assert take(tries, until) is None
    assert take(tries, until) == until + timedelta(seconds=60)


@pytest.mark.django_db
def test_a_right_try_counts_for_nothing(frozen_clock: FrozenClock) -> None:
    tries = [Attempt("address 192.0.2.7", "ada@example.org")]
    for _ in range(20):
        assert take(tries, clock.now()) is None
        succeed(tries)


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["forget", "a day"])
def test_counts_are_forgotten(frozen_clock: FrozenClock, way: str) -> None:
    tries = [Attempt("address 192.0.2.7", "ada@example.org")]
    for _ in range(FREE_TRIES):
        take(tries, clock.now())
    if way == "forget":
        forget("ADA@example.org")
    else:
        frozen_clock.passes(days=1, seconds=1)
    assert [take(tries, clock.now()) for _ in range(FREE_TRIES)] == [None] * FREE_TRIES
