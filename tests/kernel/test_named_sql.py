"""Statements are found by their names, in the order of the file."""

from pathlib import Path

from handsel.kernel.named_sql import named_statements


def test_statements_are_found_by_name_in_order_without_their_semicolons(tmp_path: Path) -> None:
    folder = tmp_path / "sql" / "sqlite"
    folder.mkdir(parents=True)
    text = "-- What this is.\n\n-- name: first\nSELECT 1;\n\n-- name: the other\nSELECT 2,\n  3;\n"
    (folder / "few.sql").write_text(text)
    statements = named_statements(str(tmp_path / "module.py"), "sqlite", "few")
    assert list(statements.items()) == [("first", "SELECT 1"), ("the other", "SELECT 2,\n  3")]
