"""A day with the daemon: what it counts, signs and sends."""

from datetime import timedelta

import pytest

from handsel_tracker.daemon import acts
from handsel_tracker.daemon.camera import FAULT
from handsel_tracker.daemon.settings import ActRefused
from tests.simulated_device import MONDAY, SimulatedDevice
from tests.simulated_house import JOB, OTHER_JOB


def kinds(device: SimulatedDevice) -> list[str]:
    return [row["kind"] for row in device.engine.notices.rows]


def test_three_blocks_arrive_protected_and_none_is_backdated(device: SimulatedDevice) -> None:
    acts.set_memo(device.engine, "Plate index", "24")
    acts.start(device.engine, "24")
    device.runs(3 * 720)
    device.engine.stop()
    device.settles()
    assert device.house.seconds() == 2160
    assert [row.segment.memo for row in device.house.rows] == ["Plate index"] * 3
    assert all(device.house.is_protected(row) for row in device.house.rows)
    assert len(device.screen.taken) == 3


def test_a_stop_and_a_start_in_a_block_draw_again_and_stay_protected(device: SimulatedDevice) -> None:
    for seconds in (100, 200, 90):
        acts.start(device.engine, "24")
        device.runs(seconds)
        device.engine.stop()
        device.runs(60)
    device.settles()
    assert device.house.seconds() == 390
    (row,) = device.house.rows
    assert device.house.is_protected(row)


def test_a_switch_counts_each_second_for_one_job(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(300)
    acts.start(device.engine, "25")
    device.runs(300)
    device.engine.stop()
    device.settles()
    seconds = {str(row.segment.job): row.segment.spans for row in device.house.rows}
    assert [
        sum((end - start).total_seconds() for start, end in seconds[job]) for job in (JOB, OTHER_JOB)
    ] == [300, 300]
    assert all(device.house.is_protected(row) for row in device.house.rows)


def test_nothing_counts_while_the_device_sleeps(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(600)
    device.clock.sleeps(3600)
    device.runs(600)
    device.engine.stop()
    device.settles()
    assert 1198 <= device.house.seconds() <= 1200
    asleep = (MONDAY + timedelta(seconds=601), MONDAY + timedelta(seconds=4199))
    assert not [span for span in device.house.counted() if span[0] < asleep[1] and asleep[0] < span[1]]
    assert not [row for row in device.house.rows if row.backdated]


@pytest.mark.parametrize("jump_ms", [3_600_000, -7_200_000])
def test_a_clock_that_is_put_wrong_changes_no_instant(device: SimulatedDevice, jump_ms: int) -> None:
    acts.start(device.engine, "24")
    device.runs(300)
    device.clock.wrong_ms = jump_ms
    device.runs(420)
    device.engine.stop()
    device.settles()
    assert device.house.counted() == [(MONDAY, MONDAY + timedelta(seconds=720))]
    assert device.house.is_protected(device.house.rows[0])


def test_a_job_that_takes_no_time_is_not_started(device: SimulatedDevice) -> None:
    device.house.job = {"readiness": "paused"}
    device.runs(310)
    with pytest.raises(ActRefused, match="paused"):
        acts.start(device.engine, "24")
    with pytest.raises(ActRefused, match="No job"):
        acts.start(device.engine, "Something else")
    with pytest.raises(ActRefused, match="More than one"):
        acts.start(device.engine, "Plates")


def test_the_timer_stops_at_the_limit_to_the_second(device: SimulatedDevice) -> None:
    device.house.limit = 1000
    device.runs(310)
    acts.start(device.engine, "24")
    device.runs(1100)
    assert device.engine.running_job() is None
    assert {"week nearly full", "stopped"} <= set(kinds(device))
    device.settles(60)
    assert device.house.seconds() == 1000


def test_the_house_stops_the_timer(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.house.stop = "paused"
    device.runs(310)
    assert device.engine.running_job() is None
    assert "stopped" in kinds(device)


def test_a_lock_stops_and_an_unlock_resumes_as_the_person_wants(device: SimulatedDevice) -> None:
    acts.start(device.engine, "24")
    device.runs(60)
    device.inputs.locked = True
    device.runs(120)
    device.inputs.locked = False
    device.runs(60)
    assert device.engine.running_job() == JOB
    acts.set_setting(device.engine, "resume_on_unlock", False)
    device.inputs.locked = True
    device.runs(10)
    device.inputs.locked = False
    device.runs(10)
    assert device.engine.running_job() is None
    device.settles()
    assert 118 <= device.house.seconds() <= 122


def test_a_locked_screen_is_not_photographed_also_where_the_timer_goes_on(device: SimulatedDevice) -> None:
    acts.set_setting(device.engine, "stop_on_lock", False)
    acts.start(device.engine, "24")
    device.inputs.locked = True
    device.runs(1440)
    device.engine.stop()
    assert device.screen.taken == []
    device.settles()
    assert device.house.seconds() == 1440


def test_work_view_off_is_said_and_protects_nothing(device: SimulatedDevice) -> None:
    acts.set_work_view(device.engine, False, "24")
    acts.start(device.engine, "24")
    device.runs(720)
    device.engine.stop()
    device.settles()
    (row,) = device.house.rows
    assert row.segment.work_view == "off"
    assert device.screen.taken == []


def test_a_desktop_that_refuses_a_picture_is_not_asked_again_until_the_person_says_so(
    device: SimulatedDevice,
) -> None:
    device.screen.refuses = True
    acts.start(device.engine, "24")
    device.runs(3 * 720)
    assert len(device.screen.taken) == 1
    assert device.engine.camera.trouble == "The desktop refused. Allow it."
    device.screen.refuses = False
    acts.set_work_view(device.engine, True)
    device.runs(720)
    device.engine.stop()
    device.settles()
    assert [row.segment.work_view for row in device.house.rows] == ["unavailable"] * 3 + ["on"]
    assert device.house.is_protected(device.house.rows[-1])


def test_a_single_screenshot_that_fails_leaves_its_own_block_unprotected_alone(
    device: SimulatedDevice,
) -> None:
    device.screen.fails = True
    acts.start(device.engine, "24")
    device.runs(720)
    assert device.engine.camera.trouble == ""
    device.screen.fails = False
    device.runs(720)
    device.engine.stop()
    device.settles()
    assert [row.segment.work_view for row in device.house.rows] == ["unavailable", "on"]
    assert [device.house.is_protected(row) for row in device.house.rows] == [False, True]


@pytest.mark.parametrize(("late_ms", "is_taken"), [(29_000, True), (31_000, False)])
def test_a_screenshot_is_of_when_its_pixels_were_read(
    device: SimulatedDevice, late_ms: int, is_taken: bool
) -> None:
    device.screen.late_ms = late_ms
    acts.start(device.engine, "24")
    device.runs(720)
    rows = device.engine.spool.shots(device.engine.device)
    assert [row.taken_s - row.due_s for row in rows] == [29] * is_taken
    device.engine.stop()
    device.settles()
    (row,) = device.house.rows
    assert device.house.is_protected(row) is is_taken
    assert row.segment.work_view == ("on" if is_taken else "unavailable")


def test_a_week_offline_is_protected_and_arrives_as_the_network_is_back(device: SimulatedDevice) -> None:
    device.house.fault = lambda: "away"
    for _ in range(3):
        acts.start(device.engine, "24")
        device.runs(1440)
        device.engine.stop()
        device.clock.sleeps(86_400)
    assert device.house.rows == []
    device.settles()
    assert 3 * 1440 - 6 <= device.house.seconds() <= 3 * 1440
    assert all(device.house.is_protected(row) for row in device.house.rows)


def test_a_day_in_the_spool_that_is_none_keeps_no_time_from_being_written(device: SimulatedDevice) -> None:
    device.program.spool.database.write("UPDATE days SET seed = 'zz'")
    acts.start(device.engine, "24")
    device.runs(60, online=False)
    (block,), _ = device.program.spool.blocks()
    assert block.reason == FAULT
    device.engine.stop()
    assert device.engine.running_job() is None
