"""Opening the spool: one that cannot be read is put aside, so that the Tracker starts all the same."""

import logging
import sqlite3
from itertools import count
from pathlib import Path

from handsel_tracker.spool.database import SpoolTrouble
from handsel_tracker.spool.spool import Spool

_READ = (
    "SELECT * FROM notes",
    "SELECT * FROM blocks",
    "SELECT * FROM segments",
    "SELECT * FROM amendments",
    "SELECT * FROM days",
    "SELECT commitment, state, reason FROM shots",
)
_UNREADABLE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
"""Damaged, no database, or without the columns of this version; not: busy, full or not readable now."""


def open_spool(path: Path) -> tuple[Spool, str]:
    """The spool at a path, and what to say to its person if it is a new one since the old cannot be read."""
    try:
        return _read(path), ""
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF not in _UNREADABLE:
            raise
        aside = _put_aside(path)
        words = (
            f"What was recorded cannot be read: {error}. It was put aside as {aside}, and a new spool begun."
            " Sign in again, and add time that was not sent by hand."
        )
        logging.getLogger(__name__).exception(words)
        return Spool(path), words


def _read(path: Path) -> Spool:
    """Open the spool and read what recording needs; raises an error of SQLite."""
    spool = Spool(path)
    try:
        for sql in _READ:
            spool.database.rows(sql)
    except SpoolTrouble as trouble:
        spool.database.close()
        raise trouble.__cause__ or trouble from None
    return spool


def _put_aside(path: Path) -> Path:
    """Rename the database and what SQLite keeps beside it; the new name."""
    names = (path.with_name(f"{path.name}.broken-{number}") for number in count(1))
    aside = next(name for name in names if not name.exists())
    for end in ("", "-wal", "-shm"):
        if (beside := path.with_name(path.name + end)).exists():
            beside.rename(aside.with_name(aside.name + end))
    return aside
