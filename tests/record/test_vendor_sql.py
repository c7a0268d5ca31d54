"""SQL that differs between databases runs as its files say."""

from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from handsel.record.vendor_sql import append_only, vendor_sql

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one script for the database at hand: two statements, with a semicolon in a text."""
    place = tmp_path / connection.vendor
    place.mkdir()
    (place / "try.sql").write_text("CREATE TABLE tried (word text);\nINSERT INTO tried VALUES ('a; 100%');\n")
    return tmp_path


def words() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM tried ORDER BY word")
        return [word for (word,) in cursor.fetchall()]


def run(step: object) -> None:
    step.code(None, connection.schema_editor())  # type: ignore[attr-defined]


def test_a_script_runs_statement_by_statement(folder: Path) -> None:
    run(vendor_sql(folder, "try"))
    assert words() == ["a; 100%"]


@pytest.mark.parametrize("statement", ["UPDATE tried SET word = 'b'", "DELETE FROM tried"])
def test_an_append_only_table_takes_rows_and_lets_none_go(folder: Path, statement: str) -> None:
    run(vendor_sql(folder, "try"))
    run(append_only("tried"))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO tried VALUES ('c')")
        with pytest.raises(IntegrityError, match="tried is append-only"), transaction.atomic():
            cursor.execute(statement)
    assert words() == ["a; 100%", "c"]
