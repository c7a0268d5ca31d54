"""What the time of the house does to what is counted, and what a person who is not there does."""

from datetime import timedelta

import pytest

from handsel_tracker.daemon import acts
from handsel_tracker.timing.spans import seconds_of
from tests.simulated_device import SimulatedDevice


def counted(device: SimulatedDevice) -> int:
    """The seconds that are signed, and those that are counted in open blocks."""
    engine = device.engine
    engine.totals.load(engine.spool, engine.device)
    signed = sum(seconds_of(spans) for _, spans in engine.totals.rows.values())
    blocks = engine.keeper.counting.blocks.values()
    return signed + sum(seconds_of(block.all_spans) for block in blocks)


def starts_again(device: SimulatedDevice, *, wrong_ms: int) -> None:
    """Start the device anew, with a clock that is wrong by so much."""
    device.dies()
    device.clock.restarts()
    device.clock.wrong_ms = wrong_ms
    device.lives()


def test_a_stretch_without_input_by_a_wrong_clock_counts_once_at_most(device: SimulatedDevice) -> None:
    starts_again(device, wrong_ms=7_200_000)
    acts.start(device.engine, "24")
    device.runs(60, online=False)
    device.inputs.typing = False
    device.runs(700, online=False)
    device.send()
    (question,) = device.engine.keeper.questions.values()
    assert abs(device.clock.true_ms // 1000 - 700 - question.from_s) <= 1
    assert counted(device) in (759, 760)
    device.inputs.typing = True
    device.runs(5)
    acts.answer(device.engine, question.id, keep=False)
    device.engine.stop()
    device.settles()
    assert device.house.seconds() in (64, 65)


@pytest.mark.parametrize(
    ("ahead", "beats"), [(timedelta(hours=24), 1), (timedelta(seconds=60), 1), (timedelta(hours=24), 3)]
)
def test_a_time_of_the_house_that_was_wrong_for_a_while_costs_no_counting(
    device: SimulatedDevice, ahead: timedelta, beats: int
) -> None:
    acts.start(device.engine, "24")
    device.runs(400)
    true = device.house.now
    device.house.now = lambda: true() + ahead
    device.runs(290 * beats)
    device.house.now = true
    device.runs(2000)
    device.engine.stop()
    assert counted(device) == 2400 + 290 * beats
    assert device.engine.keeper.counting.last_s <= device.engine.keeper.now_s + 1
    assert not device.engine.keeper.second_answer.first


def test_time_of_a_start_with_a_wrong_date_stops_nothing_after_a_start_with_the_right_one(
    device: SimulatedDevice,
) -> None:
    starts_again(device, wrong_ms=365 * 86_400_000)
    acts.start(device.engine, "24")
    device.runs(60, online=False)
    device.engine.stop()
    device.clock.sleeps(600)
    starts_again(device, wrong_ms=0)
    acts.start(device.engine, "24")
    device.runs(30, online=False)
    device.runs(900)
    device.engine.stop()
    device.settles()
    assert device.house.seconds() in (989, 990)
    assert device.house.counted()[-1][1] <= device.clock.now()


@pytest.mark.parametrize("stops", [False, True])
def test_a_script_that_starts_the_timer_again_is_no_input(device: SimulatedDevice, stops: bool) -> None:
    device.inputs.typing = False
    for _ in range(6):
        if stops:
            device.engine.stop()
        acts.start(device.engine, "24")
        device.runs(540)
    device.engine.stop()
    device.settles()
    assert device.house.seconds() <= 600


def test_a_second_is_active_for_one_job_however_fast_somebody_switches(device: SimulatedDevice) -> None:
    for turn in range(600):
        device.clock.passes(0.1)
        acts.start(device.engine, ["24", "25"][turn % 2])
    blocks = device.engine.keeper.counting.blocks.values()
    active = sum(row[0] or 0 for block in blocks for row in block.minutes.values())
    assert 50 <= active <= sum(seconds_of(block.spans) for block in blocks) <= 60
