"""Blocks of a week, and when what is counted in them is signed."""

import json

import pytest

from handsel_tracker.timing.blocks import (
    CLAIMED_SECONDS_MAX,
    OpenBlock,
    WorkWeek,
    block_from,
    claimable,
    doubtful_seconds,
)

WEEK = WorkWeek(1000, 1000 + 720 * 3 + 360)


@pytest.mark.parametrize(
    ("second", "bounds"),
    [
        (1000, (1000, 1720)),
        (1719, (1000, 1720)),
        (1720, (1720, 2440)),
        (3160, (3160, 3520)),
        (3520, (3520, 4240)),
        (999, (280, 1000)),
    ],
)
def test_blocks_are_counted_from_the_start_of_the_week(second: int, bounds: tuple[int, int]) -> None:
    assert WEEK.block_at(second) == bounds


def block_with(*spans: tuple[int, int]) -> OpenBlock:
    return OpenBlock("job", 1000, 1720, spans=list(spans))


@pytest.mark.parametrize(
    ("now", "unsure_from", "ready"),
    [(1719, None, False), (1720, None, True), (1720, 1700, False), (1720, 1725, True), (2560, 1700, True)],
)
def test_it_is_signed_once_nothing_can_be_doubted(now: int, unsure_from: int | None, ready: bool) -> None:
    assert block_with((1000, 1720)).is_ready(now, unsure_from) is ready


def test_a_question_delays_it_for_fourteen_minutes_at_most() -> None:
    block = block_with((1000, 1720))
    block.doubt(1300, "q")
    assert (block.spans, block.all_spans) == ([(1000, 1300)], [(1000, 1720)])
    assert not block.is_ready(1300 + 839, None)
    assert block.is_ready(1300 + 840, None)


def test_a_block_that_is_all_in_doubt_waits_for_its_answer() -> None:
    block = block_with((1000, 1720))
    block.doubt(900, "q")
    assert not block.is_ready(10**9, None)


def test_kept_time_is_noted_with_its_whole_stretch() -> None:
    block = block_with((1000, 1720))
    block.doubt(1300, "q")
    block.settle("q", keep=[(1300, 1400), (1720, 1800)], at=1300, stretch=500)
    assert block.spans == [(1000, 1400)]
    assert block.events == [{"at": 1300, "kind": "kept", "seconds": 500}]


def test_discarded_time_is_noted_as_idle_and_an_answer_counts_once() -> None:
    block = block_with((1000, 1720))
    block.doubt(1300, "q")
    block.settle("q", keep=[], at=1300, stretch=420)
    block.settle("q", keep=[(1300, 1720)], at=1300, stretch=420)
    assert (block.spans, block.events) == ([(1000, 1300)], [{"at": 1300, "kind": "idle", "seconds": 420}])


def test_only_half_an_hour_of_a_question_can_be_kept() -> None:
    blocks = [OpenBlock("job", at, at + 720, doubtful={"q": [(at, at + 720)]}) for at in (0, 720, 1440)]
    assert doubtful_seconds(blocks, "q") == 2160
    assert claimable(blocks, "q") == [(0, CLAIMED_SECONDS_MAX)]


def test_input_is_noted_by_minute_and_what_cannot_be_counted_is_not_zero() -> None:
    block = block_with()
    for second in (1000, 1001, 1059, 1060):
        block.note_input(second, active=True, keys=None, clicks=2)
    assert block.minutes == {0: [3, None, 6], 1: [1, None, 2]}


def test_input_of_time_that_was_taken_out_is_not_told() -> None:
    block = block_with((1000, 1030), (1090, 1120))
    for second in range(1000, 1180):
        block.note_input(second, active=True, keys=1, clicks=None)
    assert block.tracked_minutes == {0: [30, 60, None], 1: [30, 60, None]}


@pytest.mark.parametrize(
    ("up_seconds", "events"),
    [(800, []), (500, [{"at": 1300, "kind": "recovered", "seconds": 0}])],
)
def test_a_device_that_started_within_the_block_says_so(up_seconds: int, events: list[object]) -> None:
    block = block_with((1000, 1300))
    for _ in range(2):
        block.note_start(1720, up_seconds * 1000)
    assert block.events == events


@pytest.mark.parametrize(("at", "count"), [(999, 2), (1000, 1), (1720, 1), (1721, 2)])
def test_a_start_outside_the_block_is_not_taken_for_one_within_it(at: int, count: int) -> None:
    block = block_with((1000, 1300))
    block.note(at, "recovered", 5)
    block.note_start(1720, 500_000)
    assert len(block.events) == count


def test_it_is_the_same_after_it_was_written_and_read() -> None:
    block = block_with((1000, 1300))
    block.doubt(1200, "q")
    block.note_input(1100, active=True, keys=1, clicks=None)
    block.note(1100, "sleep", 30)
    assert block_from(json.loads(json.dumps(block.as_document()))) == block
    assert block.key == ("job", 1000)
