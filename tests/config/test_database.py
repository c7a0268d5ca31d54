"""The address of a database becomes what Django and SQLite or PostgreSQL need."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from handsel.config.database import database


def test_sqlite_is_a_file_with_one_writer_at_a_time() -> None:
    settings = database(urlsplit("sqlite:////srv/my%20house/books.sqlite3"))
    assert settings["ENGINE"] == "handsel.config.sqlite"
    assert settings["NAME"] == Path("/srv/my house/books.sqlite3")
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=0", "mmap_size=0"):
        assert f"PRAGMA {pragma}" in settings["OPTIONS"]["init_command"]


def test_a_sqlite_path_may_be_relative() -> None:
    assert database(urlsplit("sqlite:///books.sqlite3"))["NAME"] == Path("books.sqlite3").resolve()


def test_postgresql_is_a_server_with_limits_on_waiting() -> None:
    settings = database(urlsplit("postgresql://ada:p%40ss@db.example.org:5433/books?sslmode=require"))
    address = {name: settings[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert address == {
        "NAME": "books",
        "USER": "ada",
        "PASSWORD": "p@ss",
        "HOST": "db.example.org",
        "PORT": "5433",
    }
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert "lock_timeout" in settings["OPTIONS"]["options"]
    assert settings["CONN_HEALTH_CHECKS"]


def test_postgresql_may_listen_on_a_socket() -> None:
    settings = database(urlsplit("postgres://ada@/books?host=%2Frun%2Fpostgresql&port=5433"))
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("/run/postgresql", "5433", "books")


def test_postgresql_keeps_plans_unless_a_pooler_cannot() -> None:
    address = "postgresql://ada@db.example.org/books"
    keeping, forgetting = (database(urlsplit(address + end))["OPTIONS"] for end in ("", "?prepare=off"))
    assert keeping["server_side_binding"]
    assert keeping["prepare_threshold"] is not None
    assert not forgetting["server_side_binding"]
    assert forgetting["prepare_threshold"] is None
    assert "prepare" not in forgetting


@pytest.mark.parametrize(
    "address",
    [
        "",
        "books",
        "mysql://h/books",
        "sqlite://",
        "sqlite://host/books",
        "postgresql://host",
        "postgresql:///",
    ],
)
def test_anything_else_is_no_database(address: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        database(urlsplit(address))
