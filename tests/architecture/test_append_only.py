"""What is recorded never changes: the database itself refuses, whoever asks."""

import re
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from handsel.kernel.identifiers import new
from handsel.kernel.money import Money
from handsel.money.ledger.accounts import house_account
from handsel.money.ledger.models import AccountKind, Rollup
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.record.actions import Actor
from handsel.record.models import Cosignature, Entry, Erasure, Leaf, SignedCheckpoint
from handsel.trust.casework.acts import add_note
from tests.architecture import tracked

CHANGES = {
    "record_entry": "kind = 'other'",
    "record_entrycontent": "text = 'other'",
    "record_erasure": "by = entry_id",
    "record_leaf": "salt = salt",
    "record_signedcheckpoint": "note = 'other'",
    "record_cosignature": "line = 'other'",
    "casework_operatornote": "text = 'other'",
    "policy_policy": "name = 'other'",
    "ledger_transfer": "kind = 'other'",
    "ledger_posting": "amount = amount + 1",
    "ledger_rollup": "balance = balance + 1",
}
"""A change to each table that may never change."""
NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)


def declared() -> set[str]:
    """The tables that migrations make append-only."""
    sources = [path.read_text() for path in tracked.files("src/*/migrations/*.py")]
    calls = [call for source in sources for call in re.findall(r"append_only\(([^)]*)\)", source)]
    return {table for call in calls for table in re.findall(r'"(\w+)"', call)}


def test_every_append_only_table_is_tried() -> None:
    assert declared() == set(CHANGES)


@pytest.fixture
def _rows(db: None) -> None:
    """A row in each table; one entry of several is erased, and no other content may go."""
    ensure_presets()
    rail, fees = house_account(AccountKind.RAIL, "USD", "bank"), house_account(AccountKind.FEES, "USD")
    post([TransferInput(new(), "fee", (PostingInput(rail, fees, Money(1, "USD")),), new(), NOON)])
    Rollup.objects.create(account=fees, through=1, balance=1)
    entry = Entry.objects.order_by("number")[0]
    Leaf.objects.create(index=0, entry=entry, salt=bytes(32))
    signed = SignedCheckpoint.objects.create(size=1, root=bytes(32), note="note", signed_at=NOON)
    Cosignature.objects.create(checkpoint=signed, name="witness", key="key", line="line", at=NOON)
    Erasure.objects.create(entry=entry, by=new())
    olga = Person.objects.create_user("olga@example.org", name="Olga", is_operator=True)
    add_note(Actor(olga.pk), "disputes", "1", note="Ask for the drawings.")


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError:
        return True
    return False


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize("table", CHANGES)
def test_no_row_is_ever_changed(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] > 0
    assert refused(f"UPDATE {table} SET {CHANGES[table]}")


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize("table", CHANGES)
def test_no_row_is_ever_deleted(table: str) -> None:
    assert refused(f"DELETE FROM {table}")


@pytest.mark.usefixtures("_rows")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
@pytest.mark.parametrize("table", CHANGES)
def test_no_row_is_ever_replaced(table: str) -> None:
    assert refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.usefixtures("_rows")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", CHANGES)
def test_no_table_is_ever_emptied(table: str) -> None:
    connection.check_constraints()
    assert refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db
def test_the_migrations_are_in_step_with_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
