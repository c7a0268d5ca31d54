"""Waiting after a failure."""

from handsel_tracker.sending.backoff import Backoff, draw


def test_each_failure_waits_longer_up_to_five_minutes_and_success_ends_it() -> None:
    backoff, waits = Backoff(lambda _least, most: most), []
    for _ in range(9):
        backoff.failed(1000)
        waits.append((backoff.until_ms - 1000) // 1000)
    assert waits == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert not backoff.is_over(1000)
    backoff.worked()
    assert backoff.is_over(1000)


def test_a_device_that_started_anew_does_not_wait_for_a_clock_that_is_gone() -> None:
    backoff = Backoff(lambda _least, most: most)
    backoff.failed(10**9)
    assert backoff.is_over(5000)


def test_devices_do_not_try_at_the_same_moment() -> None:
    assert len({draw(0, 60) for _ in range(20)}) > 15
