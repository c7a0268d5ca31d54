"""Days of work on a Tracker, in minutes: its memory does not grow with what it recorded."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from handsel_tracker.daemon import acts
from tests.simulated_device import SimulatedDevice
from tests.soak.measuring import show

pytestmark = pytest.mark.soak

DAYS, WORK_SECONDS, DAY_SECONDS = 5, 8 * 3600, 86_400
BLOCKS_A_DAY = WORK_SECONDS // 720
SCREENSHOT_BYTES = 30_000
"""A day's screenshots are more than the memory that a day may take."""
MB_MORE_A_DAY_MAX = 1.0


def test_a_day_of_work_takes_at_most_a_megabyte_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDSEL_TRACKER_KEYRING", "off")
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        megabytes = process.submit(resident_after_each_day, tmp_path).result()
    show(f"the Tracker after each day: {', '.join(f'{size:.1f}' for size in megabytes)} MB")
    assert (megabytes[-1] - megabytes[0]) / (DAYS - 1) <= MB_MORE_A_DAY_MAX


def resident_after_each_day(folder: Path) -> list[float]:
    """Work by day, and by night run on with nothing to do; the megabytes of this process."""
    device = SimulatedDevice(folder)
    device.screen.size = SCREENSHOT_BYTES
    megabytes = []
    for day in range(1, DAYS + 1):
        acts.start(device.engine, "24")
        device.runs(WORK_SECONDS)
        device.engine.stop()
        device.runs(DAY_SECONDS - WORK_SECONDS)
        assert device.house.seconds() == day * WORK_SECONDS
        assert len(device.house.objects) == BLOCKS_A_DAY
        device.house.objects.clear()
        megabytes.append(_resident())
    return megabytes


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
