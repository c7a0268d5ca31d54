"""A batch posts a query of payments, set by set, and can be stopped and started again."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.apps.registry import Apps
from django.db import IntegrityError, connection, models
from django.db.models import F, QuerySet, Value

from handsel.kernel import identifiers
from handsel.kernel.refusals import KeyReused
from handsel.money.ledger.accounts import account_of
from handsel.money.ledger.audit import checks
from handsel.money.ledger.batch import BatchOutcome, post_batch
from handsel.money.ledger.inputs import NoSuchAccount
from handsel.money.ledger.models import AccountKind, Transfer
from handsel.money.ledger.posting import post
from handsel.people.models import Person
from tests.money.ledger.book import ENTRY, Book

AT = datetime(2026, 3, 9, 12, tzinfo=UTC)


class Sheet(models.Model):
    """A timesheet as a batch sees it, in a table and a registry that only this test has."""

    rank = models.IntegerField()
    key = models.UUIDField(default=identifiers.new)
    source_id = models.BigIntegerField()
    target_id = models.BigIntegerField()
    fee_id = models.BigIntegerField(null=True)
    gross = models.BigIntegerField()
    fee = models.BigIntegerField()

    class Meta:
        app_label = "ledger"
        apps = Apps()
        db_table = "test_sheet"

    def __str__(self) -> str:
        return str(self.key)


@pytest.fixture(autouse=True)
def _table(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE test_sheet (id {}, rank bigint, key {}, source_id bigint,"
            " target_id bigint, fee_id bigint, gross bigint, fee bigint)".format(
                *(
                    ("serial", "uuid")
                    if connection.vendor == "postgresql"
                    else ("integer PRIMARY KEY", "text")
                )
            )
        )


@pytest.fixture
def paid(book: Book) -> Book:
    """A wallet with 1,000 in it, and another payer with 500."""
    book.post("deposit: rail > wallet 1000, rail > holding 500")
    return book


def _rows() -> QuerySet[Sheet]:
    entry = Value(ENTRY, output_field=models.UUIDField())
    at = Value(AT, output_field=models.DateTimeField())
    return Sheet.objects.annotate(kind=Value("paid"), entry=entry, at=at)


def _sheets(book: Book, lines: str) -> list[UUID]:
    """Timesheets in words, a line each: payer, payee, gross and fee. The first line has the lowest rank."""
    keys = []
    for rank, line in enumerate(filter(None, map(str.strip, lines.splitlines()))):
        source, target, gross, fee = line.split()
        sheet = Sheet.objects.create(
            rank=rank,
            source_id=book[source].pk,
            target_id=book[target].pk,
            fee_id=book["fees"].pk,
            gross=int(gross),
            fee=int(fee),
        )
        keys.append(sheet.key)
    return keys


def test_payments_and_fees_are_posted(paid: Book) -> None:
    _sheets(
        paid,
        """
        wallet  earnings 300 30
        holding earnings 200 0
        wallet  earnings 100 100
        """,
    )
    assert post_batch(_rows(), "USD") == BatchOutcome(posted=3)
    assert paid.balances() == "wallet 600, holding 300, earnings 470, fees 130, rail -1500"
    assert [check for check in checks() if check.faults] == []


def test_a_batch_posts_what_single_posts_would(paid: Book) -> None:
    (key,) = _sheets(paid, "wallet earnings 300 30")
    post_batch(_rows(), "USD")
    post([replace(paid.move("paid: wallet > earnings 270, wallet > fees 30", key=key), at=AT)])
    transfer = Transfer.objects.get(idem_key=key)
    assert (transfer.kind, transfer.entry, transfer.at) == ("paid", ENTRY, AT)


@pytest.mark.parametrize("payers_at_once", [1, 2, None])
def test_it_may_be_started_again(paid: Book, payers_at_once: int | None) -> None:
    _sheets(paid, "wallet earnings 600 0 \n holding earnings 500 0 \n wallet earnings 400 0")
    assert post_batch(_rows().filter(rank=0), "USD").posted == 1
    assert post_batch(_rows(), "USD", payers_at_once=payers_at_once) == BatchOutcome(posted=2, known=1)
    assert post_batch(_rows(), "USD", payers_at_once=payers_at_once) == BatchOutcome(known=3)
    assert paid.balances() == "earnings 1500, rail -1500"


def test_rows_without_cover_are_left_out_and_reported(paid: Book) -> None:
    keys = _sheets(
        paid,
        """
        wallet  earnings 700 0
        wallet  earnings 301 0
        wallet  earnings 1   0
        holding earnings 500 0
        """,
    )
    assert post_batch(_rows(), "USD") == BatchOutcome(posted=2, uncovered=frozenset(keys[1:3]))
    assert paid.balances() == "wallet 300, earnings 1200, rail -1500"


def test_an_account_without_a_floor_is_always_covered(paid: Book) -> None:
    _sheets(paid, "owed earnings 5000 0")
    assert post_batch(_rows(), "USD") == BatchOutcome(posted=1)


def test_a_key_with_other_content_stops_the_batch(paid: Book) -> None:
    _sheets(paid, "wallet earnings 300 0")
    post_batch(_rows(), "USD")
    Sheet.objects.update(gross=301)
    with pytest.raises(KeyReused):
        post_batch(_rows(), "USD")
    assert paid.balances() == "wallet 700, holding 500, earnings 300, rail -1500"


def test_accounts_of_another_currency_stop_the_batch(paid: Book, ben: Person) -> None:
    _sheets(paid, "wallet earnings 300 0")
    Sheet.objects.update(target_id=account_of(ben.party, AccountKind.EARNINGS, "EUR").pk)
    with pytest.raises(NoSuchAccount):
        post_batch(_rows(), "USD")


def test_a_fee_goes_to_an_account_that_keeps_no_balance(paid: Book) -> None:
    _sheets(paid, "wallet earnings 300 10")
    Sheet.objects.update(fee_id=paid["holding"].pk)
    with pytest.raises(NoSuchAccount):
        post_batch(_rows(), "USD")


@pytest.mark.parametrize("line", ["wallet earnings 0 0", "wallet earnings 10 11", "wallet earnings 10 -1"])
def test_impossible_rows_stop_the_batch(paid: Book, line: str) -> None:
    _sheets(paid, line)
    with pytest.raises(IntegrityError):
        post_batch(_rows(), "USD")


def test_an_empty_batch_posts_nothing(paid: Book) -> None:
    assert post_batch(_rows(), "USD") == post_batch(_rows(), "USD", payers_at_once=None) == BatchOutcome()


def test_columns_may_be_expressions(paid: Book) -> None:
    _sheets(paid, "wallet earnings 300 0")
    rows = _rows().alias(twice=F("gross") * 2)
    assert post_batch(rows, "USD").posted == 1


def test_a_currency_is_one_of_the_houses(paid: Book) -> None:
    with pytest.raises(ValueError, match="no such currency"):
        post_batch(_rows(), "XXX")
