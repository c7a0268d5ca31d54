"""The database of the spool: what was written is there, whatever happens after."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from handsel_tracker.places import folders
from handsel_tracker.spool import database
from handsel_tracker.spool.database import Database, SpoolBusy, SpoolTrouble, only_daemon


def noted(rows: Database) -> list[str]:
    return [row["name"] for row in rows.rows("SELECT name FROM notes")]


def note_twice(rows: Database, value: str | None) -> None:
    """A step of two writes, of which the second may fail."""
    with rows.writing():
        rows.write("INSERT INTO notes VALUES ('b', '1')")
        rows.write("INSERT INTO notes VALUES ('c', ?)", "" + value)  # type: ignore[operator]


def test_a_disk_that_is_full_takes_nothing_in_part_and_all_of_it_later(tmp_path: Path) -> None:
    rows = Database(tmp_path / "spool")
    rows.write("INSERT INTO notes VALUES ('a', '1')")
    (pages,) = rows.rows("PRAGMA page_count")
    rows.rows(f"PRAGMA max_page_count={pages[0]}")
    with pytest.raises(SpoolTrouble, match="full"):
        note_twice(rows, "x" * 100_000)
    assert noted(rows) == ["a"]
    rows.rows("PRAGMA max_page_count=100000")
    rows.write("INSERT INTO notes VALUES ('c', ?)", "x" * 100_000)
    assert noted(rows) == ["a", "c"]


def test_an_error_undoes_the_whole_step(tmp_path: Path) -> None:
    rows = Database(tmp_path / "spool")
    with pytest.raises(TypeError):
        note_twice(rows, None)
    assert noted(rows) == []
    rows.close()
    with pytest.raises(SpoolTrouble):
        rows.rows("SELECT 1")


def test_what_was_written_is_there_after_kill_9(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from handsel_tracker.spool.database import Database\n"
        "rows = Database(Path(sys.argv[1]))\n"
        "rows.write(\"INSERT INTO notes VALUES ('a', '1')\"); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "spool")], check=False)
    assert noted(Database(tmp_path / "spool")) == ["a"]
    assert (tmp_path / "spool").stat().st_mode & 0o777 == 0o600


def test_on_a_network_disk_no_log_is_kept_that_needs_shared_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "is_on_network", lambda _folder: True)
    rows = Database(tmp_path / "spool")
    assert rows.rows("PRAGMA journal_mode")[0][0] == "delete"
    assert not folders.is_on_network(tmp_path)


def test_only_one_daemon_runs(tmp_path: Path) -> None:
    only_daemon(tmp_path / "lock")
    script = (
        "import sys; from pathlib import Path; from handsel_tracker.spool.database import *\n"
        "try: only_daemon(Path(sys.argv[1]))\nexcept SpoolBusy: sys.exit(3)"
    )
    child = subprocess.run([sys.executable, "-c", script, str(tmp_path / "lock")], check=False)
    assert child.returncode == 3
    assert issubclass(SpoolBusy, Exception)


class FullDisk:
    """Rows on a disk that takes a transaction, and has no space to empty the log."""

    def __init__(self, rows: sqlite3.Connection) -> None:
        self._rows = rows

    def __getattr__(self, name: str) -> Any:
        return getattr(self._rows, name)

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if "wal_checkpoint" in sql:
            raise sqlite3.OperationalError("database or disk is full")
        return self._rows.execute(sql, *values)


def test_what_was_written_is_no_failure_if_the_log_cannot_be_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = Database(tmp_path / "spool")
    rows.has_secrets_to_scrub = True
    with monkeypatch.context() as patch:
        patch.setattr(rows, "_rows", FullDisk(rows._rows))
        rows.write("INSERT INTO notes VALUES ('a', '1')")
    assert (noted(rows), rows.has_secrets_to_scrub) == (["a"], True)
    rows.write("INSERT INTO notes VALUES ('b', '1')")
    assert not rows.has_secrets_to_scrub
