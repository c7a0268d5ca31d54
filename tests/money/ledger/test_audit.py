"""The audit finds what the database would never let happen, when it is done behind its back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from handsel.money.ledger.audit import checks
from handsel.money.ledger.models import Account, Posting, Rollup, Transfer
from handsel.money.ledger.rollups import roll_up
from handsel.people.models import Person
from tests.money.ledger.book import Book


@pytest.fixture
def used(book: Book) -> Book:
    """A ledger in which something happened."""
    book.post(
        """
        deposit: rail > wallet 1000
        fund:    wallet > holding 400
        release: holding > earnings 300, holding > fees 50
        """
    )
    roll_up()
    return book


@contextmanager
def behind_its_back() -> Iterator[None]:
    """Triggers stand aside, as for somebody who owns the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
            yield


def _faults() -> list[str]:
    return [check.name for check in checks() if check.faults]


def test_a_sound_ledger_has_no_faults(used: Book) -> None:
    assert [check for check in checks() if check.faults] == []
    assert [check.counted for check in checks()] == [3, 4, 6, 4, 4, 1, 2, 3]


def test_an_empty_ledger_has_no_faults(db: None) -> None:
    assert _faults() == []


def _change_balance(book: Book) -> None:
    Account.objects.filter(pk=book["wallet"].pk).update(balance=601)


def _change_amount(book: Book) -> None:
    Posting.objects.filter(source=book["wallet"]).update(amount=399)


def _change_kind(book: Book) -> None:
    Transfer.objects.filter(kind="fund").update(kind="gift")


def _lose_postings(book: Book) -> None:
    Posting.objects.filter(source=book["holding"]).delete()


def _lose_transfer(book: Book) -> None:
    Transfer.objects.filter(kind="release")._raw_delete("default")


def _lose_account(book: Book) -> None:
    Posting.objects.filter(target=book["fees"]).update(target_id=10**9)


def _change_currency(book: Book) -> None:
    Account.objects.filter(pk=book["earnings"].pk).update(currency="EUR")


def _change_rollup(book: Book) -> None:
    Rollup.objects.filter(account=book["fees"]).update(balance=51)


BALANCES = "Every kept balance is the sum of its postings"
ZERO = "All accounts of a currency sum to zero"
LEGS = "Every transfer has postings, and every posting a transfer"
OPENED = "Every account is as it was opened"
ACCOUNTS = "Every posting joins two known accounts of one currency"
DIGESTS = "Every transfer's digest is that of its content"
ROLLUPS = "Every roll-up is the sum of the postings before it"
FLOORS = "No account holds less than it may"


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        (_change_balance, [BALANCES, ZERO]),
        (_change_amount, [BALANCES, DIGESTS]),
        (_change_kind, [DIGESTS]),
        (_lose_postings, [LEGS, BALANCES, ZERO, ROLLUPS, DIGESTS]),
        (_lose_transfer, [LEGS]),
        (_lose_account, [ACCOUNTS, ZERO, ROLLUPS, DIGESTS]),
        (_change_currency, [ACCOUNTS, OPENED, ZERO]),
        (_change_rollup, [ROLLUPS]),
    ],
)
def test_what_was_changed_is_named(used: Book, wrong: Callable[[Book], None], faults: list[str]) -> None:
    with behind_its_back():
        wrong(used)
    assert _faults() == faults


def test_fees_below_zero_are_a_fault(book: Book, ada: Person) -> None:
    book.post("slip: fees > wallet 5")
    assert _faults() == [FLOORS]
