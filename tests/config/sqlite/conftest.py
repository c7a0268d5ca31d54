"""A SQLite house in a folder of its own, whatever database the tests run on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db.utils import ConnectionHandler

from handsel.config.database import database


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the database lies."""
    return tmp_path / "house.sqlite3"


@pytest.fixture
def house(place: Path, django_db_blocker: Any) -> Iterator[ConnectionHandler]:
    """A connection for each thread that asks, to a database with one table of words."""
    handler = ConnectionHandler({"default": database(urlsplit(f"sqlite:///{place}"))})
    with django_db_blocker.unblock():
        with handler["default"].cursor() as cursor:
            cursor.execute("CREATE TABLE word (word text NOT NULL UNIQUE)")
        yield handler
        handler.close_all()
