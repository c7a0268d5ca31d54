"""Entries, their content and policies refuse change in the database itself."""

import pytest
from django.db import IntegrityError, connection, transaction

from handsel.kernel.identifiers import HOUSE
from handsel.policy.publishing import publish
from handsel.policy.rules import Rules
from handsel.record.deeds import By

TABLES = ["record_entry", "record_entrycontent", "policy_policy"]
COLUMNS = {"record_entry": "kind", "record_entrycontent": "text", "policy_policy": "version"}


@pytest.fixture(autouse=True)
def _written(db: None) -> None:
    publish(By(HOUSE), "classic", Rules())
    connection.check_constraints()


def _refused(statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("table", TABLES)
def test_what_is_recorded_cannot_be_updated(table: str) -> None:
    _refused(f"UPDATE {table} SET {COLUMNS[table]} = {COLUMNS[table]}")


@pytest.mark.parametrize("table", TABLES)
def test_what_is_recorded_cannot_be_deleted(table: str) -> None:
    _refused(f"DELETE FROM {table}")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", TABLES)
def test_what_is_recorded_cannot_be_truncated(table: str) -> None:
    _refused(f"TRUNCATE {table} CASCADE")
