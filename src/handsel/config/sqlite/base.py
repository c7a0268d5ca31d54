"""Django's SQLite backend with a process-wide write lock: writers queue instead of polling the file."""

import sqlite3
import threading
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, ClassVar

from django.db import OperationalError
from django.db.backends.sqlite3 import base, operations

_READS = ("SELECT", "PRAGMA", "EXPLAIN", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")

write_lock = threading.Lock()
"""Held by each writer, and by the checkpointer while it truncates the WAL."""


class DatabaseOperations(operations.DatabaseOperations):
    """Django's operations, with times read faster."""

    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """A time in UTC."""
        if isinstance(value, datetime) and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return super().convert_datetimefield_value(value, expression, connection)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds the write lock through each transaction and each single write."""

    holds_lock = False
    ops_class = DatabaseOperations

    def take_lock(self) -> None:
        """Wait for other writers of this process, as long as SQLite waits for other processes."""
        if not write_lock.acquire(timeout=self.settings_dict["OPTIONS"].get("timeout", 5)):
            raise OperationalError("database is locked by another thread of this process")
        self.holds_lock = True

    def give_lock(self) -> None:
        """Release the lock; does nothing if it is not held."""
        if self.holds_lock:
            self.holds_lock = False
            write_lock.release()

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor that takes the lock for a write outside a transaction."""
        cursor = self.connection.cursor(factory=_Cursor)
        cursor.wrapper = self
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        self.take_lock()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self.give_lock()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self.give_lock()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self.give_lock()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self.give_lock()


class _Cursor(base.SQLiteCursorWrapper):
    wrapper: ClassVar[DatabaseWrapper]

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """The statement with SQLite's placeholders, cached because most are repeated."""
        return _converted(query, tuple(param_names) if param_names else None)

    def execute(self, query: str, params: Any = None) -> Any:
        if self.wrapper.holds_lock or query.lstrip("( \n").upper().startswith(_READS):
            return super().execute(query, params)
        self.wrapper.take_lock()
        try:
            return super().execute(query, params)
        finally:
            self.wrapper.give_lock()

    def executemany(self, query: str, param_list: Any) -> Any:
        if self.wrapper.holds_lock:
            return super().executemany(query, param_list)
        self.wrapper.take_lock()
        try:
            return super().executemany(query, param_list)
        finally:
            self.wrapper.give_lock()


@lru_cache(maxsize=512)
def _converted(query: str, names: tuple[str, ...] | None) -> str:
    cursor: Any = base.SQLiteCursorWrapper
    return str(cursor.convert_query(None, query, param_names=names))


@lru_cache(maxsize=4096)
def _time(stored: bytes) -> datetime:
    return datetime.fromisoformat(stored.decode())


sqlite3.register_converter("datetime", _time)
