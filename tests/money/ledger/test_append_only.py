"""What the ledger has written down cannot be changed or removed by anybody, in the database itself."""

import pytest
from django.db import IntegrityError, connection, transaction

from handsel.money.ledger.rollups import roll_up
from tests.money.ledger.book import Book

TABLES = ["ledger_transfer", "ledger_posting", "ledger_rollup"]


@pytest.fixture(autouse=True)
def _written(book: Book) -> None:
    book.post("deposit: rail > wallet 1000")
    roll_up()
    connection.check_constraints()


def _refused(statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("table", "column"),
    [("ledger_transfer", "kind"), ("ledger_posting", "amount"), ("ledger_rollup", "balance")],
)
def test_a_written_row_cannot_be_updated(table: str, column: str) -> None:
    _refused(f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("table", [*TABLES, "ledger_account"])
def test_a_written_row_cannot_be_deleted(table: str) -> None:
    _refused(f"DELETE FROM {table}")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", [*TABLES, "ledger_account"])
def test_a_written_table_cannot_be_truncated(table: str) -> None:
    _refused(f"TRUNCATE {table} CASCADE")
