"""Stretches without input."""

from handsel_tracker.timing.idle import IdleWatch


def test_the_person_is_asked_after_ten_minutes_back_to_the_last_input() -> None:
    watch = IdleWatch()
    watch.note(100, active=True, idle_seconds=0)
    assert watch.idle_from(699) is None
    assert watch.idle_from(700) == 100
    watch.note(701, active=False, idle_seconds=2.5)
    assert watch.idle_from(1000) is None
    assert watch.last_input_s == 698


def test_the_timer_stops_after_half_an_hour() -> None:
    watch = IdleWatch(100)
    assert not watch.is_over(1899, 0)
    assert watch.is_over(1900, 0)
    assert not watch.is_over(1900, 101)
    watch.restart(1900)
    assert not watch.is_over(1901, 0)


def test_a_desktop_that_cannot_say_is_never_asked() -> None:
    watch = IdleWatch()
    watch.note(100, active=False, idle_seconds=None)
    watch.restart(200)
    assert watch.idle_from(10**6) is None
    assert not watch.is_over(10**6, 0)


def test_the_last_input_moves_with_the_time_of_the_house() -> None:
    watch = IdleWatch(100)
    watch.move(50)
    assert watch.idle_from(749) is None
    assert watch.idle_from(750) == 150
