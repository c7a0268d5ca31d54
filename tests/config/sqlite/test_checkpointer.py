"""Folding the log back: one thread of one process, which waits for readers and comes again."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db.utils import ConnectionHandler

from handsel.config.sqlite import checkpointer
from handsel.config.sqlite.checkpointer import checkpoint, checkpointing, serving_alone
from tests.waiting import until


def log_of(place: Path) -> Path:
    return place.with_name(f"{place.name}-wal")


def write(house: ConnectionHandler, word: str) -> None:
    with house["default"].cursor() as cursor:
        cursor.execute("INSERT INTO word VALUES (%s)", [word])


def test_nobody_else_folds_the_log(house: ConnectionHandler, place: Path) -> None:
    before = log_of(place).stat().st_size
    for number in range(2000):
        write(house, f"{number:0100}")
    assert log_of(place).stat().st_size > before + 4 * 1000 * 1000


def test_the_log_is_folded_at_the_end(house: ConnectionHandler, place: Path) -> None:
    with checkpointing(place):
        write(house, "a")
        assert log_of(place).stat().st_size > 0
    assert log_of(place).stat().st_size == 0
    house.close_all()
    with closing(sqlite3.connect(place)) as connection:
        assert connection.execute("SELECT word FROM word").fetchall() == [("a",)]


def test_the_log_is_folded_while_the_house_is_open(
    house: ConnectionHandler, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpointer, "EVERY_SECONDS", 0.01)
    with checkpointing(place):
        write(house, "a")
        assert until(lambda: log_of(place).stat().st_size == 0)


def test_a_reader_in_the_way_is_waited_for(house: ConnectionHandler, place: Path) -> None:
    write(house, "a")
    with closing(sqlite3.connect(place)) as reader, closing(sqlite3.connect(place, timeout=0)) as folder:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM word").fetchall()
        write(house, "b")
        assert not checkpoint(folder)
        reader.execute("COMMIT")
        assert checkpoint(folder)


def test_what_cannot_be_folded_is_said_and_left(place: Path, caplog: pytest.LogCaptureFixture) -> None:
    with checkpointing(place):
        pass
    assert "could not be folded back" in caplog.text


def test_one_process_serves_a_database(place: Path) -> None:
    with (
        serving_alone(place),
        pytest.raises(SystemExit, match=r"another `handsel up` serves .*house.sqlite3"),
        serving_alone(place),
    ):
        pytest.fail("two served at once")
    with serving_alone(place):
        assert place.with_name("house.sqlite3.serving").exists()
