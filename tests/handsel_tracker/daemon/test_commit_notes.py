"""Commits that were made while the timer ran."""

import json
from pathlib import Path

import pytest

from handsel_tracker.commits.port import Commit
from handsel_tracker.daemon import acts, commit_notes, loop
from handsel_tracker.daemon.commit_notes import NOTE
from handsel_tracker.timing.spans import seconds_of
from handsel_verify.segment_details import COMMITS_MAX
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
        _note(folder, name, second)
    loop.tick(device.program)
    loop.tick(device.program)
    rows = device.program.spool.note(NOTE)
    assert [(row["job"], row["subject"]) for row in rows] == [(JOB, "Engrave plate a")]
    assert list(folder.iterdir()) == []


def test_they_are_signed_with_their_block_also_after_a_crash(device: SimulatedDevice, tmp_path: Path) -> None:
    device.program.commits = tmp_path
    acts.start(device.engine, "24")
    device.runs(100)
    for number in range(COMMITS_MAX + 1):
        _note(tmp_path, f"{number:040}", int(MONDAY.timestamp()) + 50 + number)
    loop.tick(device.program)
    device.dies()
    device.lives()
    device.runs(720)
    (segment, *_) = device.program.spool.segments(device.engine.device)
    commits = json.loads(segment.content)["commits"]
    assert [row["hash"] for row in commits] == [f"{number:040}" for number in range(COMMITS_MAX)]
    assert len(device.program.spool.note(NOTE)) == COMMITS_MAX + 1


def test_commits_that_cannot_be_read_cost_no_time(
    device: SimulatedDevice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device.program.commits = tmp_path
    acts.start(device.engine, "24")
    device.runs(10)

    def fail(_folder: Path) -> list[Commit]:
        raise PermissionError("The folder of commits is of somebody else.")

    monkeypatch.setattr(commit_notes, "noted_commits", fail)
    (block,) = device.engine.keeper.counting.blocks.values()
    before = seconds_of(block.spans)
    for _ in range(5):
        device.clock.passes(1)
        with pytest.raises(PermissionError):
            loop.tick(device.program)
    assert seconds_of(block.spans) == before + 5


def _note(folder: Path, name: str, second: int) -> None:
    (folder / name).write_text(f"{name}\n{second}\nEngrave plate {name[0]}\n")
