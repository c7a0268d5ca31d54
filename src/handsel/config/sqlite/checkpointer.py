"""Checkpoint SQLite's WAL in one thread of the one serving process."""

import fcntl
import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from handsel.config.sqlite.base import write_lock

EVERY_SECONDS = 10
WAIT_SECONDS = 1

log = logging.getLogger(__name__)


@contextmanager
def serving_alone(database: Path) -> Iterator[None]:
    """Lock the database for this process; exits with a sentence if another process serves it."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_name(f"{database.name}.serving").open("w") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(
                f"handsel: another `handsel up` serves {database}; SQLite takes one. Stop it first."
            ) from None
        yield


@contextmanager
def checkpointing(database: Path) -> Iterator[None]:
    """Checkpoint every few seconds, and once more at the end."""
    stop = threading.Event()
    thread = threading.Thread(target=_run, args=(database, stop), name="checkpointer", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(2 * WAIT_SECONDS)


def checkpoint(connection: sqlite3.Connection) -> bool:
    """Checkpoint and truncate the WAL; False if readers were in the way."""
    with write_lock:
        (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _run(database: Path, stop: threading.Event) -> None:
    """Keep a connection open: SQLite checkpoints when the last one closes."""
    wal = database.with_name(f"{database.name}-wal")
    with closing(sqlite3.connect(database, timeout=WAIT_SECONDS)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint=0")
        while not stop.wait(EVERY_SECONDS):
            _checkpoint_if_grown(connection, wal)
        _checkpoint_if_grown(connection, wal)


def _checkpoint_if_grown(connection: sqlite3.Connection, wal: Path) -> None:
    try:
        if wal.stat().st_size and not checkpoint(connection):
            log.info("%s is in use and stays until the next round", wal.name)
    except (OSError, sqlite3.Error):
        log.exception("%s could not be folded back", wal.name)
