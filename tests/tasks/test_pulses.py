"""The pulse of workers."""

import pytest

from handsel.kernel import clock
from handsel.tasks.pulses import beat, is_silent, last_beats
from handsel.tasks.worker import Lane
from tests.conftest import FrozenClock

pytestmark = pytest.mark.django_db


def test_the_last_beat_of_each_lane_is_kept(frozen_clock: FrozenClock) -> None:
    assert last_beats() == {}
    beat(Lane.PROMPT, clock.now())
    beat(Lane.LONG, first := clock.now())
    beat(Lane.PROMPT, last := frozen_clock.passes(seconds=20))
    assert last_beats() == {Lane.PROMPT: last, Lane.LONG: first}


def test_a_worker_is_silent_if_none_does_what_is_quick(frozen_clock: FrozenClock) -> None:
    assert is_silent({}, clock.now())
    beat(Lane.PROMPT, clock.now())
    assert not is_silent(last_beats(), clock.now())
    frozen_clock.passes(minutes=3)
    beat(Lane.LONG, clock.now())
    assert is_silent(last_beats(), clock.now())
