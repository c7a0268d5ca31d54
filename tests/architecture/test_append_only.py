"""What is recorded never changes: the database itself refuses, whoever asks."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from handsel.kernel.identifiers import new
from handsel.kernel.money import Money
from handsel.money.ledger.accounts import house_account
from handsel.money.ledger.models import AccountKind
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.policy.publishing import ensure_presets

APPEND_ONLY = {
    "record_entry": "kind = 'other'",
    "record_entrycontent": "text = 'other'",
    "policy_policy": "name = 'other'",
    "ledger_transfer": "kind = 'other'",
    "ledger_posting": "amount = amount + 1",
}


@pytest.fixture
def _rows(db: None) -> None:
    ensure_presets()
    postings = (
        PostingInput(
            house_account(AccountKind.RAIL, "USD", "bank"),
            house_account(AccountKind.FEES, "USD"),
            Money(1, "USD"),
        ),
    )
    post([TransferInput(new(), "fee", postings, new(), datetime(2026, 3, 2, tzinfo=UTC))])


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError:
        return True
    return False


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_is_ever_changed(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] > 0
    assert refused(f"UPDATE {table} SET {APPEND_ONLY[table]}")


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_is_ever_deleted(table: str) -> None:
    assert refused(f"DELETE FROM {table}")


@pytest.mark.usefixtures("_rows")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_is_ever_replaced(table: str) -> None:
    assert refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


@pytest.mark.usefixtures("_rows")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_table_is_ever_emptied(table: str) -> None:
    connection.check_constraints()
    assert refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db
def test_the_migrations_are_in_step_with_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
