"""SQLite with one writer at a time: writers queue, and the lock is always given back."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError
from django.db.utils import ConnectionHandler

from handsel.config.sqlite.base import write_lock


@pytest.fixture(autouse=True)
def _given_back() -> Iterator[None]:
    yield
    assert not write_lock.locked()


def begin(connection: Any) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def write(connection: Any, word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO word VALUES (%s)", [word])


def words(connection: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM word ORDER BY word")
        return [word for (word,) in cursor.fetchall()]


def test_the_pragmas_are_as_the_house_needs_them(house: ConnectionHandler) -> None:
    held = {}
    with house["default"].cursor() as cursor:
        for pragma in ("journal_mode", "synchronous", "wal_autocheckpoint", "mmap_size", "foreign_keys"):
            cursor.execute(f"PRAGMA {pragma}")
            held[pragma] = cursor.fetchone()[0]
    assert held == {
        "journal_mode": "wal",
        "synchronous": 2,
        "wal_autocheckpoint": 0,
        "mmap_size": 0,
        "foreign_keys": 1,
    }


def test_a_transaction_holds_the_lock_until_it_is_committed(house: ConnectionHandler) -> None:
    begin(house["default"])
    assert write_lock.locked()
    write(house["default"], "a")
    house["default"].commit()
    assert not write_lock.locked()
    assert words(house["default"]) == ["a"]


def test_a_rollback_gives_the_lock_back(house: ConnectionHandler) -> None:
    begin(house["default"])
    write(house["default"], "a")
    house["default"].rollback()
    assert not write_lock.locked()
    assert words(house["default"]) == []


def test_closing_in_the_middle_gives_the_lock_back(house: ConnectionHandler) -> None:
    begin(house["default"])
    house["default"].close()
    assert not write_lock.locked()


def test_a_single_write_takes_the_lock_for_itself(house: ConnectionHandler) -> None:
    write(house["default"], "a")
    with house["default"].cursor() as cursor:
        cursor.executemany("INSERT INTO word VALUES (%s)", [["b"], ["c"]])
    with pytest.raises(IntegrityError):
        write(house["default"], "a")
    assert words(house["default"]) == ["a", "b", "c"]


def test_readers_wait_for_nobody(house: ConnectionHandler) -> None:
    with write_lock:
        assert words(house["default"]) == []


def test_a_writer_does_not_wait_for_ever(house: ConnectionHandler) -> None:
    house["default"].settings_dict["OPTIONS"]["timeout"] = 0.01
    with write_lock:
        with pytest.raises(OperationalError, match="another thread"):
            begin(house["default"])
        with pytest.raises(OperationalError, match="another thread"):
            write(house["default"], "a")


def test_a_transaction_that_cannot_begin_gives_the_lock_back(house: ConnectionHandler) -> None:
    begin(house["default"])
    write_lock.release()
    house["default"].holds_lock = False
    with pytest.raises(DatabaseError, match="within a transaction"):
        house["default"]._start_transaction_under_autocommit()
    house["default"].rollback()
    assert not write_lock.locked()


def test_many_who_write_at_once_all_get_their_turn(house: ConnectionHandler) -> None:
    def write_ten(writer: int) -> None:
        connection = house["default"]
        for number in range(10):
            begin(connection)
            write(connection, f"{writer}.{number}")
            connection.commit()
            connection.set_autocommit(True)
        connection.close()

    writers = [threading.Thread(target=write_ten, args=(writer,)) for writer in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert len(words(house["default"])) == 80
