"""Migration steps from SQL files of each database, `sql/<vendor>/`."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def vendor_sql(folder: Path, name: str) -> migrations.RunPython:
    """A migration step that runs `<folder>/<vendor>/<name>.sql`, if there is one for this database."""

    def forwards(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        script = folder / editor.connection.vendor / f"{name}.sql"
        if script.exists():
            _run(editor, script.read_text())

    return migrations.RunPython(forwards, migrations.RunPython.noop)


def append_only(*tables: str) -> migrations.RunPython:
    """A migration step that makes tables refuse UPDATE, DELETE and, on PostgreSQL, TRUNCATE."""

    def forwards(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        folder = Path(__file__).parent / "sql" / editor.connection.vendor
        for table in tables:
            _run(editor, (folder / "append_only.sql").read_text().replace("{table}", table))

    return migrations.RunPython(forwards, migrations.RunPython.noop)


def _run(editor: BaseDatabaseSchemaEditor, script: str) -> None:
    for statement in _statements(script) if editor.connection.vendor == "sqlite" else [script]:
        editor.execute(statement, params=None)


def _statements(script: str) -> Iterator[str]:
    """Split a script into statements, keeping triggers whole; SQLite runs one at a time."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
