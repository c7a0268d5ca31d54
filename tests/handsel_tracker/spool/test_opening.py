"""Opening a spool that may be damaged."""

import sqlite3
from pathlib import Path

import pytest

from handsel_tracker.spool.opening import open_spool
from handsel_tracker.spool.spool import Spool


def filled(path: Path) -> bytes:
    """A spool with notes; its bytes."""
    spool = Spool(path)
    for number in range(50):
        spool.put_note(f"note {number}", "x" * 2000)
    spool.database.close()
    return path.read_bytes()


def test_a_spool_that_is_whole_is_taken_as_it_is(tmp_path: Path) -> None:
    filled(tmp_path / "spool")
    spool, words = open_spool(tmp_path / "spool")
    assert (spool.note("note 7"), words) == ("x" * 2000, "")


@pytest.mark.parametrize("damage", ["cut", "garbage", "other file", "other columns"])
def test_one_that_cannot_be_read_is_put_aside_and_a_new_one_begun(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "spool"
    whole = filled(path)
    broken = {
        "cut": whole[: len(whole) // 2],
        "garbage": whole[:4096] + b"\x7f" * (len(whole) - 4096),
        "other file": b"x" * 5000,
    }.get(damage, whole)
    path.write_bytes(broken)
    if damage == "other columns":
        with sqlite3.connect(path) as rows:
            rows.execute("ALTER TABLE shots RENAME COLUMN reason TO why")
        rows.close()
        broken = path.read_bytes()
    spool, words = open_spool(path)
    (aside,) = [file for file in tmp_path.iterdir() if ".broken-" in file.name and file.name[-1].isdigit()]
    assert aside.read_bytes() == broken
    assert aside.name in words
    spool.put_note("a", 1)
    assert (spool.note("a"), spool.note("note 7")) == (1, None)
    spool.database.close()


def test_one_that_is_held_by_another_program_is_left_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handsel_tracker.spool.database.BUSY_SECONDS", 0)
    filled(tmp_path / "spool")
    other = sqlite3.connect(tmp_path / "spool", isolation_level=None)
    other.execute("PRAGMA journal_mode=DELETE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        open_spool(tmp_path / "spool")
    other.close()
    assert [file.name for file in tmp_path.iterdir() if "broken" in file.name] == []
