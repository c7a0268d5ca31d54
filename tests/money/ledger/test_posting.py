"""Posting moves money whole, once, and never below a floor."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from handsel.kernel import identifiers
from handsel.kernel.money import Money
from handsel.kernel.refusals import KeyReused
from handsel.money.ledger.accounts import account_of
from handsel.money.ledger.inputs import CurrenciesDiffer, NoSuchAccount
from handsel.money.ledger.models import Account, AccountKind, Posting, Transfer
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.money.ledger.refusals import Overdrawn
from handsel.people.models import Person
from tests.conftest import MONDAY_NOON
from tests.money.ledger.book import ENTRY, Book

COVERS = (
    "handsel.money.ledger.inputs",
    "handsel.money.ledger.on_postgresql",
    "handsel.money.ledger.on_sqlite",
    "handsel.money.ledger.refusals",
)


def test_money_goes_from_one_account_to_another(book: Book) -> None:
    book.post(
        """
        deposit: rail > wallet 1000
        fund:    wallet > holding 400
        release: holding > earnings 300, holding > fees 50
        """
    )
    assert book.balances() == "wallet 600, holding 50, earnings 300, fees 50, rail -1000"


def test_a_transfer_carries_its_key_kind_entry_and_time(book: Book) -> None:
    move = book.move("deposit: rail > wallet 1000")
    post([move])
    transfer = Transfer.objects.get()
    assert (transfer.idem_key, transfer.kind, transfer.entry, transfer.at) == (
        move.key,
        "deposit",
        ENTRY,
        move.at,
    )
    assert bytes(transfer.digest) == move.digest()


def test_legs_keep_their_order(book: Book) -> None:
    book.post("deposit: rail > wallet 100, wallet > holding 70, holding > fees 30")
    assert list(Posting.objects.order_by("leg").values_list("leg", "amount")) == [(0, 100), (1, 70), (2, 30)]


def test_several_moves_are_posted_in_the_order_given(book: Book) -> None:
    post([book.move("deposit: rail > wallet 100"), book.move("fund: wallet > holding 60")])
    assert list(Transfer.objects.order_by("pk").values_list("kind", flat=True)) == ["deposit", "fund"]


def test_posting_nothing_does_nothing(book: Book) -> None:
    post([])
    assert not Transfer.objects.exists()


def test_a_move_asked_for_again_happens_once(book: Book) -> None:
    move = book.move("deposit: rail > wallet 1000")
    post([move])
    post([replace(move, at=move.at + timedelta(days=1))])
    assert book.balances() == "wallet 1000, rail -1000"


def test_a_replay_among_new_moves_is_left_out_alone(book: Book) -> None:
    move = book.move("deposit: rail > wallet 1000")
    post([move])
    post([move, book.move("fund: wallet > holding 400")])
    assert book.balances() == "wallet 600, holding 400, rail -1000"


@pytest.mark.parametrize(
    "other", ["deposit: rail > wallet 999", "deposit: rail > holding 1000", "present: rail > wallet 1000"]
)
def test_a_key_with_other_content_is_refused(book: Book, other: str) -> None:
    move = book.move("deposit: rail > wallet 1000")
    post([move])
    with pytest.raises(KeyReused), transaction.atomic():
        post([book.move("deposit: rail > wallet 5"), book.move(other, key=move.key)])
    assert book.balances() == "wallet 1000, rail -1000"


def test_two_moves_with_one_key_are_a_mistake(book: Book) -> None:
    move = book.move("deposit: rail > wallet 1000")
    with pytest.raises(ValueError, match="same key"):
        post([move, move])


@pytest.mark.parametrize("name", ["wallet", "holding", "earnings"])
def test_an_overdraft_is_refused_and_says_which_account(book: Book, name: str) -> None:
    book.post(f"deposit: rail > {name} 100")
    with pytest.raises(Overdrawn) as refusal, transaction.atomic():
        post([book.move("deposit: rail > owed 9"), book.move(f"take: {name} > rail 101")])
    assert refusal.value.kind == book[name].kind
    assert all((refusal.value.what, refusal.value.kept, refusal.value.way_out))
    assert book.balances() == f"{name} 100, rail -100"


def test_of_several_accounts_the_overdrawn_one_is_named(book: Book) -> None:
    book.post("deposit: rail > wallet 100")
    with pytest.raises(Overdrawn) as refusal, transaction.atomic():
        post([book.move("take: wallet > rail 50, holding > rail 1, earnings > holding 1")])
    assert refusal.value.kind == AccountKind.EARNINGS


def test_only_the_net_change_of_a_post_is_judged(book: Book) -> None:
    post([book.move("fund: wallet > holding 400"), book.move("deposit: rail > wallet 400")])
    assert book.balances() == "holding 400, rail -400"


def test_what_is_owed_may_fall_without_limit(book: Book) -> None:
    book.post("claim: owed > wallet 10000")
    assert book.balances() == "wallet 10000, owed -10000"


def test_after_a_refusal_the_transaction_can_only_be_rolled_back(book: Book) -> None:
    with transaction.atomic():
        with pytest.raises(Overdrawn):
            post([book.move("take: wallet > rail 1")])
        with pytest.raises(transaction.TransactionManagementError):
            Account.objects.count()
    assert book.balances() == ""


def test_an_unknown_account_is_refused(book: Book) -> None:
    nowhere = Account(pk=10**12, code="nowhere", currency="USD", kind=AccountKind.WALLET, floor=0)
    move = TransferInput(
        identifiers.new(), "lose", (PostingInput(book["rail"], nowhere, Money(5, "USD")),), ENTRY, MONDAY_NOON
    )
    with pytest.raises(NoSuchAccount), transaction.atomic():
        post([move])
    assert not Transfer.objects.exists()


def test_currencies_do_not_mix(book: Book, ben: Person) -> None:
    euros = account_of(ben.party, AccountKind.WALLET, "EUR")
    with pytest.raises(CurrenciesDiffer):
        PostingInput(book["wallet"], euros, Money(5, "USD"))
    dollars, more = (
        PostingInput(book["rail"], book["wallet"], Money(5, "USD")),
        account_of(ben.party, AccountKind.OWED, "EUR"),
    )
    with pytest.raises(CurrenciesDiffer):
        TransferInput(
            identifiers.new(),
            "mix",
            (dollars, PostingInput(more, euros, Money(5, "EUR"))),
            ENTRY,
            MONDAY_NOON,
        )


def test_the_database_looks_at_the_currency_itself(book: Book, ben: Person) -> None:
    euros = account_of(ben.party, AccountKind.WALLET, "EUR")
    euros.currency = "USD"
    with pytest.raises(NoSuchAccount), transaction.atomic():
        post(
            [
                TransferInput(
                    identifiers.new(),
                    "mix",
                    (PostingInput(book["rail"], euros, Money(5, "USD")),),
                    ENTRY,
                    MONDAY_NOON,
                )
            ]
        )


@pytest.mark.parametrize("minor", [0, -5])
def test_a_posting_moves_a_positive_amount(book: Book, minor: int) -> None:
    with pytest.raises(ValueError, match="positive amount"):
        PostingInput(book["rail"], book["wallet"], Money(minor, "USD"))


def test_a_posting_has_two_accounts(book: Book) -> None:
    with pytest.raises(ValueError, match="two accounts"):
        PostingInput(book["rail"], book["rail"], Money(5, "USD"))


def test_a_transfer_has_postings(book: Book) -> None:
    with pytest.raises(ValueError, match="at least one posting"):
        TransferInput(identifiers.new(), "nothing", (), ENTRY, MONDAY_NOON)


@pytest.mark.parametrize(
    ("amount", "target"), [(0, "wallet"), (-5, "wallet"), (5, "rail")], ids=["zero", "negative", "itself"]
)
def test_the_database_refuses_impossible_postings(book: Book, amount: int, target: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(transfer_id=1, leg=0, source=book["rail"], target=book[target], amount=amount)


@pytest.mark.parametrize(
    "wrong",
    [
        {"balance": -1},
        {"keeps_balance": False},
        {"keeps_balance": False, "floor": None, "balance": 5},
    ],
)
def test_the_database_refuses_impossible_accounts(book: Book, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=book["wallet"].pk).update(**wrong)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no trips to save")
def test_a_post_is_one_round_trip_on_postgresql(book: Book, django_assert_num_queries: Any) -> None:
    moves = [book.move("deposit: rail > wallet 100"), book.move("fund: wallet > holding 60")]
    with django_assert_num_queries(1):
        post(moves)


@pytest.mark.parametrize("line", ["fund: wallet > holding 60", "pay: wallet > holding 50, wallet > fees 10"])
def test_a_move_alone_is_posted_as_among_others(book: Book, line: str) -> None:
    book.post("deposit: rail > wallet 120")
    alone = book.move(line)
    post([alone])
    post([alone])
    post([alone, book.move("refund: holding > wallet 1")])
    with pytest.raises(KeyReused), transaction.atomic():
        post([replace(alone, kind="other")])
    with pytest.raises(Overdrawn), transaction.atomic():
        post([book.move("take: holding > rail 60")])
    assert book.balances().startswith("wallet 61, holding ")
