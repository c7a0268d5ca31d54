"""Questions about time without input, and what is signed meanwhile."""

from datetime import timedelta

from handsel_tracker.daemon import acts
from tests.simulated_device import MONDAY, SimulatedDevice


def works_then_leaves(device: SimulatedDevice, *, work: int, away: int) -> None:
    """Type for a while, then not, with the timer running."""
    acts.start(device.engine, "24")
    device.runs(work)
    device.inputs.typing = False
    device.runs(away)


def test_an_unanswered_question_counts_nothing_and_never_twice(device: SimulatedDevice) -> None:
    works_then_leaves(device, work=1000, away=1200)
    (question,) = device.engine.keeper.questions.values()
    assert question.from_s == int((MONDAY + timedelta(seconds=1000)).timestamp())
    device.inputs.typing = True
    device.runs(700)
    works_then_leaves(device, work=1, away=900)
    device.inputs.typing = True
    device.runs(100)
    device.engine.stop()
    device.settles()
    assert 1797 <= device.house.seconds() <= 1803
    assert not [row for row in device.house.rows if row.backdated]


def test_kept_time_counts_with_its_screenshots_and_its_stretch_is_said(device: SimulatedDevice) -> None:
    works_then_leaves(device, work=720, away=660)
    device.inputs.typing = True
    device.runs(10)
    (pk,) = device.engine.keeper.questions
    assert acts.answer(device.engine, pk, keep=True) in (660, 661)
    device.runs(770)
    device.engine.stop()
    device.settles()
    assert device.house.seconds() == 2160
    assert all(device.house.is_protected(row) for row in device.house.rows)
    assert device.house.rows[1].segment.kept_seconds in (660, 661)


def test_no_screenshot_is_left_of_a_block_that_is_never_signed(device: SimulatedDevice) -> None:
    works_then_leaves(device, work=100, away=2520)
    assert pictures(device) >= {"taken"}
    device.clock.sleeps(8 * 86_400)
    device.runs(2)
    assert "taken" not in pictures(device)


def pictures(device: SimulatedDevice) -> set[str]:
    """The states of the screenshots that are here with their pictures."""
    rows = device.engine.spool.shots(device.engine.device)
    return {row.state for row in rows if row.content is not None}


def test_discarded_time_is_left_out(device: SimulatedDevice) -> None:
    works_then_leaves(device, work=720, away=900)
    (pk,) = device.engine.keeper.questions
    assert acts.answer(device.engine, pk, keep=False) == 0
    device.inputs.typing = True
    device.engine.stop()
    device.settles()
    assert 718 <= device.house.seconds() <= 722


def test_the_timer_stops_after_half_an_hour_and_that_can_be_kept(device: SimulatedDevice) -> None:
    works_then_leaves(device, work=720, away=3000)
    assert device.engine.running_job() is None
    (pk,) = device.engine.keeper.questions
    acts.answer(device.engine, pk, keep=True)
    device.inputs.typing = True
    device.settles()
    assert device.house.seconds() == 720 + 1800


def test_a_block_waits_for_an_answer_but_is_never_backdated(device: SimulatedDevice) -> None:
    works_then_leaves(device, work=300, away=1500)
    device.inputs.typing = True
    device.engine.stop()
    device.settles()
    first = device.house.rows[0]
    assert [(end - start).total_seconds() for start, end in first.segment.spans] == [300]
    assert not first.backdated


def test_a_desktop_that_knows_nothing_of_input_counts_null_and_asks_nothing(device: SimulatedDevice) -> None:
    device.inputs.knows = False
    works_then_leaves(device, work=10, away=1430)
    device.engine.stop()
    device.settles()
    assert device.house.seconds() == 1440
    assert not device.engine.keeper.questions


def test_a_screen_that_locks_itself_ends_the_stretch_that_is_in_doubt(device: SimulatedDevice) -> None:
    works_then_leaves(device, work=100, away=700)
    device.inputs.locked = True
    device.runs(100)
    (question,) = device.engine.keeper.questions.values()
    assert question.until_s is not None
    assert acts.answer(device.engine, question.id, keep=True) in range(698, 703)


def test_what_was_never_answered_is_let_go_after_a_week(device: SimulatedDevice) -> None:
    works_then_leaves(device, work=720, away=2600)
    device.clock.sleeps(8 * 86_400)
    device.runs(30)
    assert not device.engine.keeper.counting.blocks
    assert device.house.seconds() == 720
