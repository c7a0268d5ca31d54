"""Many post at the same time, from threads with connections of their own."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection

from handsel.kernel import identifiers
from handsel.money.ledger.audit import checks
from handsel.money.ledger.models import Transfer
from handsel.money.ledger.posting import post
from handsel.money.ledger.refusals import Overdrawn
from handsel.money.ledger.rollups import roll_up
from tests.money.ledger.book import Book

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 8


@pytest.fixture
def crowd() -> Iterator[Callable[[Callable[[int], bool]], int]]:
    """Does something in many threads at once, each with its number, and counts in how many it was true."""

    def all_at_once(do: Callable[[int], bool]) -> int:
        def alone(number: int) -> bool:
            try:
                return do(number)
            finally:
                connection.close()

        return sum(threads.map(alone, range(THREADS)))

    with ThreadPoolExecutor(THREADS) as threads:
        yield all_at_once


Crowd = Callable[[Callable[[int], bool]], int]


def _posts(book: Book, line: str, key: UUID | None = None) -> bool:
    """Whether a move was posted, and not refused for want of money."""
    try:
        post([book.move(line, key=key)])
    except Overdrawn:
        return False
    return True


def test_a_wallet_pays_no_more_than_it_holds(book: Book, crowd: Crowd) -> None:
    book.post("deposit: rail > wallet 1000")
    paid = crowd(lambda _: sum(_posts(book, "fund: wallet > holding 90") for _ in range(5)) > 0)
    assert paid
    assert book.balances() == "wallet 10, holding 990, rail -1000"


def test_a_move_asked_for_by_all_at_once_happens_once(book: Book, crowd: Crowd) -> None:
    key = identifiers.new()
    assert crowd(lambda _: _posts(book, "deposit: rail > wallet 1000", key)) == THREADS
    assert Transfer.objects.count() == 1
    assert book.balances() == "wallet 1000, rail -1000"


def test_money_going_round_in_all_directions_never_deadlocks(book: Book, crowd: Crowd) -> None:
    names = ["wallet", "holding", "earnings"]
    book.post("deposit: rail > wallet 300, rail > holding 300, rail > earnings 300")

    def goes_round(number: int) -> bool:
        chance = random.Random(number)
        for _ in range(20):
            first, second, third = chance.sample(names, 3)
            _posts(book, f"swap: {first} > {second} 40, {second} > {third} 30, {third} > fees 1")
        return True

    assert crowd(goes_round) == THREADS
    assert [check for check in checks() if check.faults] == []


def test_rolling_up_while_others_post_misses_nothing(book: Book, crowd: Crowd) -> None:
    def posts_and_rolls_up(number: int) -> bool:
        for _ in range(10):
            book.post("deposit: rail > wallet 7")
            if number % 2:
                roll_up()
        return True

    assert crowd(posts_and_rolls_up) == THREADS
    assert book.balances() == f"wallet {70 * THREADS}, rail -{70 * THREADS}"
    assert [check for check in checks() if check.faults] == []
