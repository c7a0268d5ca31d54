"""The database of the spool: one daemon writes it, and what it wrote is on the disk."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any

from handsel_tracker.places.folders import FILE_MODE, is_on_network

SCHEMA = """
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS blocks (
  job TEXT, start_s INTEGER, document TEXT NOT NULL, seal TEXT NOT NULL, PRIMARY KEY (job, start_s));
CREATE TABLE IF NOT EXISTS segments (
  device TEXT, seq INTEGER, id TEXT NOT NULL, job TEXT NOT NULL, block_s INTEGER NOT NULL,
  content TEXT NOT NULL, signature TEXT NOT NULL, digest TEXT NOT NULL, state TEXT NOT NULL,
  receipt TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '', PRIMARY KEY (device, seq));
CREATE TABLE IF NOT EXISTS shots (
  commitment TEXT PRIMARY KEY, device TEXT NOT NULL, job TEXT NOT NULL, block_s INTEGER NOT NULL,
  segment TEXT NOT NULL DEFAULT '', due_s INTEGER NOT NULL, taken_s INTEGER NOT NULL,
  monitor INTEGER NOT NULL,
  offline INTEGER NOT NULL, redactions INTEGER NOT NULL, content BLOB, state TEXT NOT NULL,
  send_after_s INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS shots_by_state ON shots (device, state);
CREATE TABLE IF NOT EXISTS amendments (
  key TEXT PRIMARY KEY, device TEXT NOT NULL, segment TEXT NOT NULL, content TEXT NOT NULL,
  signature TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS days (
  device TEXT, day TEXT, chain_end TEXT NOT NULL, commitment TEXT NOT NULL,
  received_at TEXT NOT NULL DEFAULT '', seed TEXT NOT NULL DEFAULT '',
  given_at TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (device, day));
"""
BUSY_SECONDS = 5


class SpoolTrouble(Exception):
    """The disk did not take what was to be written: it is full, or cannot be written. Nothing was written."""


class SpoolBusy(Exception):
    """Another daemon of this person runs."""


class Database:
    """The spool's database: each write is a transaction that is on the disk when it ends."""

    def __init__(self, path: Path) -> None:
        self.is_on_network = is_on_network(path.parent)
        path.touch(mode=FILE_MODE)
        path.chmod(FILE_MODE)
        self._lock = RLock()
        self.has_secrets_to_scrub = False
        self._rows = sqlite3.connect(path, BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        self._rows.row_factory = sqlite3.Row
        # A write-ahead log needs memory that is shared, which a network file system does not give.
        self._rows.execute(f"PRAGMA journal_mode={'DELETE' if self.is_on_network else 'WAL'}")
        self._rows.execute("PRAGMA synchronous=FULL")
        self._rows.execute("PRAGMA secure_delete=ON")
        self._rows.executescript(SCHEMA)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, which may be within another; raises `SpoolTrouble` if the disk refuses it."""
        with self._lock:
            if self._rows.in_transaction:
                yield
                return
            try:
                self._rows.execute("BEGIN IMMEDIATE")
                yield
                self._rows.execute("COMMIT")
            except sqlite3.Error as error:
                self._undo()
                raise SpoolTrouble(str(error)) from error
            except BaseException:
                self._undo()
                raise
            self._scrub()

    def write(self, sql: str, *values: Any) -> int:
        """Write in a transaction; how many rows changed."""
        with self.writing():
            return self._rows.execute(sql, values).rowcount

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Read rows; raises `SpoolTrouble` if the disk does not give them."""
        with self._lock:
            try:
                return self._rows.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                raise SpoolTrouble(str(error)) from error

    def close(self) -> None:
        """Write everything, and close it."""
        with self._lock:
            self._rows.close()

    def _scrub(self) -> None:
        """Empty the log of what was deleted: what was written stays, and a failure is tried again."""
        if self.has_secrets_to_scrub:
            with suppress(sqlite3.Error):
                self._rows.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self.has_secrets_to_scrub = False

    def _undo(self) -> None:
        if self._rows.in_transaction:
            self._rows.execute("ROLLBACK")


def only_daemon(path: Path) -> int:
    """Take the lock of the one daemon until this process ends; raises `SpoolBusy` if another has it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise SpoolBusy from None
    return descriptor
