"""Changing the database as somebody would who owns it: triggers and constraints stand aside."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def behind_its_back() -> Iterator[None]:
    """Triggers that refuse stand aside for what is left of the transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
            yield


def change(row: Any, **fields: Any) -> None:
    """Change fields of one row, whatever the database thinks of it."""
    with behind_its_back():
        type(row).objects.filter(pk=row.pk).update(**fields)


def lose(row: Any) -> None:
    """Take one row away, and nothing that belongs to it."""
    with behind_its_back():
        type(row).objects.filter(pk=row.pk)._raw_delete("default")
