"""Commits that were made while the timer ran."""

from pathlib import Path

from handsel_tracker.daemon import acts, loop
from handsel_tracker.daemon.commit_notes import NOTE
from tests.simulated_device import MONDAY, SimulatedDevice
from tests.simulated_house import JOB


def test_those_of_the_timer_are_kept_with_its_job_and_others_dropped(
    device: SimulatedDevice, tmp_path: Path
) -> None:
    folder = tmp_path / "commits"
    folder.mkdir()
    device.program.commits = folder
    acts.start(device.engine, "24")
    device.runs(100)
    start = int(MONDAY.timestamp())
    for name, second in (("a" * 40, start + 50), ("b" * 40, start - 50)):
        (folder / name).write_text(f"{name}\n{second}\nEngrave plate {name[0]}\n")
    loop.send(device.program)
    loop.send(device.program)
    rows = device.program.spool.note(NOTE)
    assert [(row["job"], row["subject"]) for row in rows] == [(JOB, "Engrave plate a")]
    assert list(folder.iterdir()) == []
