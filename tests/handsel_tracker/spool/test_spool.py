"""What the spool keeps."""

import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from handsel_tracker.spool.rows import (
    AmendmentState,
    CommittedDay,
    HeldState,
    SegmentState,
    SpooledAmendment,
    SpooledSegment,
    SpooledShot,
)
from handsel_tracker.spool.spool import Spool
from handsel_tracker.timing.blocks import OpenBlock

SHOT = SpooledShot("c1", "d", "job", 720, "", 800, 801, 0, False, 0, b"salt and picture")
SEGMENT = SpooledSegment("d", 1, "id-1", "job", 720, "{}", "sig", "digest")


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    opened = Spool(tmp_path / "spool")
    opened.seal_key = b"key of the device"
    return opened


def on_disk(folder: Path) -> bytes:
    """All bytes of the spool, those of its log too."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_blocks_are_kept_as_they_stand(spool: Spool) -> None:
    blocks = [OpenBlock("a", 0, 720, spans=[(0, 10)]), OpenBlock("b", 720, 1440)]
    spool.put_blocks(blocks)
    spool.put_blocks(blocks[1:])
    assert spool.blocks() == (blocks[1:], 0)


def test_a_block_that_somebody_changed_is_left_out_and_counted(spool: Spool) -> None:
    spool.put_blocks([OpenBlock("a", 0, 720, spans=[(0, 10)]), OpenBlock("b", 720, 1440)])
    spool.database.write("UPDATE blocks SET document = replace(document, '10', '700') WHERE job = 'a'")
    blocks, tampered = spool.blocks()
    assert ([block.job for block in blocks], tampered) == (["b"], 1)


def test_notes_are_documents(spool: Spool) -> None:
    spool.put_note("settings", {"hold_all": True})
    assert spool.note("settings") == {"hold_all": True}
    assert spool.note("other", []) == []


def test_segments_are_in_order_and_say_what_became_of_them(spool: Spool) -> None:
    assert spool.last_segment("d") is None
    spool.add(SEGMENT)
    spool.add(SpooledSegment("d", 2, "id-2", "job", 1440, "{}", "sig", "digest 2"))
    spool.mark_segment("d", 1, SegmentState.RECEIVED, receipt="note")
    assert [row.seq for row in spool.segments("d", SegmentState.SIGNED)] == [2]
    assert [row.receipt for row in spool.segments("d")] == ["note", ""]
    spool.mark_segment("d", 2, SegmentState.SET_ASIDE, reason="changed")
    last = spool.last_segment("d")
    assert last is not None
    assert last.seq == 1
    assert spool.segment("id-2") == spool.segments("d", after=1)[0]
    assert spool.segment("id-3") is None


def test_nothing_is_left_of_a_deleted_screenshot(spool: Spool, tmp_path: Path) -> None:
    spool.add(SHOT)
    assert spool.shots("d", HeldState.TAKEN) == [replace(SHOT, content=b"")]
    spool.mark_shot("c1", HeldState.DELETED)
    (shot,) = spool.shots("d")
    assert (shot.content, shot.state) == (None, HeldState.DELETED)
    spool.database.close()
    assert b"salt and picture" not in (tmp_path / "spool").read_bytes()
    assert not (tmp_path / "spool-wal").exists()


def test_deleting_waits_for_no_reader_and_is_finished_once_it_is_gone(spool: Spool, tmp_path: Path) -> None:
    spool.add(SHOT)
    reader = sqlite3.connect(tmp_path / "spool", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM shots").fetchall()
    started = time.monotonic()
    spool.mark_shot("c1", HeldState.DELETED)
    assert time.monotonic() - started < 2
    assert b"salt and picture" in on_disk(tmp_path)
    reader.execute("COMMIT")
    spool.database.scrub()
    assert b"salt and picture" not in on_disk(tmp_path)


def test_what_a_daemon_deleted_that_was_killed_is_scrubbed_by_the_next(tmp_path: Path) -> None:
    script = (
        "import os, sqlite3, sys; from pathlib import Path; from handsel_tracker.spool.spool import Spool\n"
        "from tests.handsel_tracker.spool.test_spool import SHOT\n"
        "reader = sqlite3.connect(sys.argv[1], isolation_level=None); spool = Spool(Path(sys.argv[1]))\n"
        "spool.add(SHOT); reader.execute('BEGIN'); reader.execute('SELECT * FROM shots').fetchall()\n"
        "spool.mark_shot('c1', 'deleted'); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "spool")], check=False)
    assert b"salt and picture" in on_disk(tmp_path)
    Spool(tmp_path / "spool").database.scrub()
    assert b"salt and picture" not in on_disk(tmp_path)


@pytest.mark.parametrize("state", HeldState)
def test_old_pictures_are_let_go_unless_their_person_holds_them(spool: Spool, state: HeldState) -> None:
    spool.add(replace(SHOT, state=state))
    spool.forget_before(801)
    assert spool.shot("c1") == replace(SHOT, state=state)
    spool.forget_before(802)
    shot = spool.shot("c1")
    assert shot is not None
    assert (shot.content is None) is (state != HeldState.HELD)
    assert spool.shot("c2") is None


def test_no_picture_is_left_of_a_device_that_was_signed_out(spool: Spool, tmp_path: Path) -> None:
    for state in HeldState:
        spool.add(replace(SHOT, commitment=state, state=state))
    spool.forget_pictures()
    assert {shot.state for shot in spool.shots("d")} == {"deleted", "sent", "refused"}
    assert all(shot.content is None for shot in spool.shots("d"))
    assert b"salt and picture" not in on_disk(tmp_path)


def test_amendments_wait_in_their_order(spool: Spool) -> None:
    for key in ("z", "a"):
        spool.add(SpooledAmendment(key, "d", "id-1", "{}", "sig"))
    assert [row.key for row in spool.amendments("d")] == ["z", "a"]
    spool.mark_amendment("z", AmendmentState.RECEIVED)
    assert [row.key for row in spool.amendments("d")] == ["a"]


def test_days_are_of_a_device(spool: Spool) -> None:
    day = CommittedDay("d", "2026-03-02", "end", "commitment")
    spool.add(day)
    assert spool.day("d", "2026-03-02") == day
    assert spool.day("e", "2026-03-02") is None
