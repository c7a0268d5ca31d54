"""The time of the house on a device whose own clock is wrong."""

from handsel_tracker.timing.clocks import ClockReading
from handsel_tracker.timing.server_time import SecondAnswer, ServerTime, corrected, estimated, heard

BEFORE = ClockReading(5_000_000, 10_000, 10_000)
AFTER = ClockReading(5_000_400, 10_400, 10_400)


def test_the_answer_was_given_between_asking_and_hearing() -> None:
    time = heard(BEFORE, AFTER, 4_000_200)
    assert time.at(10_200) == 4_000_200
    assert time.offset_ms(AFTER) == 1_000_000


def test_offline_the_last_known_difference_is_taken() -> None:
    assert estimated(BEFORE, 1_000_000).at(BEFORE.boot_ms) == 4_000_000


def test_a_small_difference_breaks_no_span() -> None:
    current, new = ServerTime(1000, synced=True), ServerTime(2500, synced=True)
    assert corrected(current, new, running=True) == current
    assert corrected(current, new, running=False) == new
    assert corrected(current, ServerTime(9000, synced=True), running=True).base_ms == 9000
    assert corrected(ServerTime(1000, synced=False), new, running=True) == new


def test_a_large_jump_is_taken_over_by_the_second_answer_that_agrees() -> None:
    answers, current = SecondAnswer(), ServerTime(1000, synced=True)
    wrong, right = ServerTime(86_400_000, synced=True), ServerTime(1500, synced=True)
    assert answers.taken_over(current, wrong, running=True) == current
    assert answers.taken_over(current, right, running=True) == current
    assert answers.taken_over(current, wrong, running=True) == current
    assert (
        answers.taken_over(current, ServerTime(86_401_000, synced=True), running=True).base_ms == 86_401_000
    )
    assert answers.taken_over(current, wrong, running=False) == wrong
    assert answers.taken_over(ServerTime(1000, synced=False), wrong, running=True) == wrong
