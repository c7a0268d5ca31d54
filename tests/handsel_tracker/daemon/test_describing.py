"""What a block says of screenshots when Work View is switched off and on in the middle of it."""

from handsel_tracker.daemon import acts
from handsel_tracker.evidence.days import due_shot
from tests.simulated_device import MONDAY, SimulatedDevice
from tests.simulated_house import JOB

BLOCK, EDGE = 720, 60


def begun(device: SimulatedDevice) -> int:
    """Track from the beginning of a block; in how many seconds its screenshot is due, not at its edges."""
    start = int(MONDAY.timestamp())
    while not EDGE < (due := _due(device, start)) < BLOCK - EDGE:
        device.runs(BLOCK)
        start += BLOCK
    acts.start(device.engine, "24")
    return due


def _due(device: SimulatedDevice, start: int) -> int:
    day = device.engine.camera.day(start)
    assert day is not None
    return due_shot(JOB, start, [(start, start + BLOCK)], day).due_s - start


def ended(device: SimulatedDevice, seconds: int) -> None:
    """Let the rest of the block pass, and everything be sent."""
    device.runs(seconds)
    device.engine.stop()
    device.settles()


def test_switched_off_after_its_screenshot_a_block_keeps_none(device: SimulatedDevice) -> None:
    due = begun(device)
    device.runs(due + 2)
    assert len(device.screen.taken) == 1
    acts.set_work_view(device.engine, False)
    ended(device, BLOCK - due - 2)
    (row,) = device.house.rows
    assert (row.segment.work_view, row.segment.shots) == ("off", [])
    assert (device.house.seconds(), device.house.is_protected(row)) == (BLOCK, False)
    rows = device.engine.spool.shots(device.engine.device)
    assert [shot.content for shot in rows if shot.content is not None] == []


def test_switched_on_again_after_the_moment_a_block_has_no_screenshot(device: SimulatedDevice) -> None:
    due = begun(device)
    acts.set_work_view(device.engine, False)
    device.runs(due + 40)
    acts.set_work_view(device.engine, True)
    ended(device, BLOCK - due - 40)
    (row,) = device.house.rows
    assert (row.segment.shots, device.house.is_protected(row)) == ([], False)


def test_switched_on_again_before_the_moment_a_block_has_its_screenshot(device: SimulatedDevice) -> None:
    due = begun(device)
    acts.set_work_view(device.engine, False)
    device.runs(due // 2)
    acts.set_work_view(device.engine, True)
    ended(device, BLOCK - due // 2)
    (row,) = device.house.rows
    assert (row.segment.work_view, len(row.segment.shots)) == ("on", 1)
    assert (device.house.seconds(), device.house.is_protected(row)) == (BLOCK, True)
