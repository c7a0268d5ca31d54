"""Roll-ups are written for busy accounts, once for each stretch of transfers."""

from datetime import timedelta

import pytest
from django.db import transaction

from handsel.money.ledger.models import Rollup
from handsel.money.ledger.rollups import ROLL_UP, ensure_nightly, roll_up
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.money.ledger.book import Book
from tests.time_travel import due_at, let_pass


def test_each_busy_account_is_rolled_up(book: Book) -> None:
    book.post("deposit: rail > wallet 1000, wallet > fees 30")
    assert roll_up() == 2
    assert dict(Rollup.objects.values_list("account__code", "balance")) == {
        "fees:USD": 30,
        "rail:sandbox:USD": -1000,
    }


def test_a_roll_up_goes_on_from_the_last(book: Book) -> None:
    book.post("deposit: rail > wallet 1000")
    roll_up()
    book.post("deposit: rail > wallet 500")
    roll_up()
    balances = (
        Rollup.objects.filter(account=book["rail"]).order_by("through").values_list("balance", flat=True)
    )
    assert list(balances) == [-1000, -1500]


def test_without_new_transfers_there_is_nothing_to_roll_up(book: Book) -> None:
    assert roll_up() == 0
    book.post("deposit: rail > wallet 1000")
    roll_up()
    assert roll_up() == 0


def test_the_house_rolls_up_every_day(book: Book, frozen_clock: FrozenClock) -> None:
    ensure_nightly()
    ensure_nightly()
    book.post("deposit: rail > wallet 1000")
    let_pass(frozen_clock, hours=47)
    assert Rollup.objects.count() == 2
    assert due_at(ROLL_UP, "ledger") == MONDAY_NOON + timedelta(days=2)


@pytest.mark.django_db(transaction=True)
def test_rolling_up_inside_a_transaction_is_refused() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        roll_up()
