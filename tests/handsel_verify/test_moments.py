"""The moments of screenshots: drawn by both sides, and found again by anyone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handsel_verify.moments import (
    NO_MOMENT,
    DrawnBy,
    Moment,
    SeededDay,
    commitment_from,
    day_of,
    due_at,
    is_at,
    is_committed,
    moment_of,
    nonce_from,
    place_of,
)
from handsel_verify.segments import BLOCK, AnnouncedShot, Segment

BLOCK_START = datetime(2026, 3, 2, 17, tzinfo=UTC)
END, SEED = bytes(range(32)), "5e" * 32
NONCE = nonce_from(END, place_of(BLOCK_START)).hex()
COMMITMENT = commitment_from(END)
SECOND = timedelta(seconds=1)


def at(seconds: int) -> datetime:
    """So many seconds after the block begins."""
    return BLOCK_START + seconds * SECOND


def segment(*spans: tuple[int, int], nonce: str | None = NONCE) -> Segment:
    """A segment with spans from and to seconds of the block."""
    times = [(at(start), at(end)) for start, end in spans or [(0, 720)]]
    device, job = UUID(int=1), UUID("22222222-2222-4222-8222-222222222222")
    return Segment(device, 1, "0" * 64, job, BLOCK_START, times, "", "on", [], 0, nonce)


def day(received: int = -9_000, given_at: int | None = -4_000) -> SeededDay:
    """A day whose commitment and seed came so many seconds after the block began."""
    return SeededDay(COMMITMENT, at(received), SEED, None if given_at is None else at(given_at))


def seconds_in(moment: Moment) -> int:
    """So many seconds after the block begins."""
    assert moment.due is not None
    return (moment.due - BLOCK_START) // SECOND


def test_the_nonces_of_a_day_are_one_chain() -> None:
    assert nonce_from(END, 119) == sha256(END).digest()
    assert sha256(nonce_from(END, 0)).hexdigest() == COMMITMENT
    assert all(nonce_from(END, n) == sha256(nonce_from(END, n + 1)).digest() for n in range(119))


@pytest.mark.parametrize(
    ("block", "place"),
    [("00:00", 0), ("00:11", 0), ("00:12", 1), ("17:00", 85), ("17:06", 85), ("23:48", 119), ("23:59", 119)],
)
def test_a_block_has_a_place_in_the_day_in_which_it_begins(block: str, place: int) -> None:
    start = datetime.fromisoformat(f"2026-03-02T{block}:00+00:00")
    assert (place_of(start), day_of(start).isoformat()) == (place, "2026-03-02")
    assert is_committed(nonce_from(END, place).hex(), start, COMMITMENT)


def test_the_nonce_of_another_block_or_day_is_not_committed_to() -> None:
    assert is_committed(NONCE, BLOCK_START, COMMITMENT)
    assert not is_committed(NONCE, BLOCK_START + BLOCK, COMMITMENT)
    assert not is_committed(NONCE, BLOCK_START - BLOCK, COMMITMENT)
    assert not is_committed(NONCE, BLOCK_START, commitment_from(bytes(32)))


@pytest.mark.parametrize(
    ("known", "drawn_by"),
    [
        (day(), DrawnBy.SHARED),
        (day(5, 5), DrawnBy.SHARED),
        (day(0, 6), DrawnBy.OFFLINE),
        (day(given_at=None), DrawnBy.OFFLINE),
        (day(6, 6), DrawnBy.NONE),
        (replace(day(), commitment="0" * 64), DrawnBy.NONE),
        (None, DrawnBy.NONE),
    ],
)
def test_what_arrived_before_the_time_began_draws_the_moment(
    known: SeededDay | None, drawn_by: DrawnBy
) -> None:
    assert moment_of(segment(), known).drawn_by is drawn_by
    assert (moment_of(segment(), known).due is None) == (drawn_by is DrawnBy.NONE)


def test_without_a_nonce_no_moment_can_be_checked() -> None:
    assert moment_of(segment(nonce=None), day()) == NO_MOMENT


@pytest.mark.parametrize(
    ("spans", "shared", "offline"),
    [
        ([(0, 720)], 355, 459),
        ([(0, 202)], 201, 201),
        ([(0, 201)], 200, 200),
        ([(0, 100), (150, 400)], 355, 399),
        ([(0, 100), (400, 720)], 434, 459),
        ([(500, 720)], 541, 501),
        ([(500, 510), (600, 610)], 609, 501),
        ([(0, 30), (630, 720)], 698, 664),
    ],
)
def test_moments_that_both_sides_find(spans: list[tuple[int, int]], shared: int, offline: int) -> None:
    assert seconds_in(moment_of(segment(*spans), day())) == shared
    assert seconds_in(moment_of(segment(*spans), day(given_at=None))) == offline


@pytest.mark.parametrize(
    ("drawn_by", "due", "taken", "offline", "is_it"),
    [
        (DrawnBy.SHARED, 100, 100, False, True),
        (DrawnBy.SHARED, 100, 98, False, True),
        (DrawnBy.SHARED, 100, 130, False, True),
        (DrawnBy.SHARED, 100, 97, False, False),
        (DrawnBy.SHARED, 100, 131, False, False),
        (DrawnBy.SHARED, 101, 101, False, False),
        (DrawnBy.SHARED, 100, 100, True, False),
        (DrawnBy.OFFLINE, 100, 100, True, True),
        (DrawnBy.OFFLINE, 100, 100, False, False),
    ],
)
def test_a_screenshot_is_at_its_moment_or_not(
    drawn_by: DrawnBy, due: int, taken: int, offline: bool, is_it: bool
) -> None:
    shot = AnnouncedShot(at(due), at(taken), 0, "ab" * 32, offline, 0)
    assert is_at(Moment(drawn_by, at(100)), shot) == is_it
    assert not is_at(NO_MOMENT, shot)


CUTS = some.lists(some.integers(0, 720), min_size=2, max_size=12, unique=True)


@given(CUTS, some.binary(min_size=32, max_size=64))
def test_a_moment_is_always_within_the_tracked_time(cuts: list[int], key: bytes) -> None:
    ends = sorted(cuts)[: len(cuts) // 2 * 2]
    spans = [(at(start), at(end)) for start, end in zip(ends[::2], ends[1::2], strict=True)]
    due = due_at("a job and a block", BLOCK_START, spans, key)
    assert any(start <= due < end for start, end in spans)
    assert due == due_at("a job and a block", BLOCK_START, spans, key)
