"""Accounts are opened when first asked for, and say what they hold."""

import pytest

from handsel.kernel import identifiers
from handsel.kernel.money import Money
from handsel.money.ledger.accounts import account_of, balance_of, house_account, locked, open_holding
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.ledger.rollups import roll_up
from handsel.people.models import Person
from tests.money.ledger.book import Book


def test_a_party_has_one_account_of_a_kind_and_currency(ada: Person) -> None:
    first = account_of(ada.party, AccountKind.WALLET, "USD")
    assert account_of(ada.party, AccountKind.WALLET, "USD") == first
    assert account_of(ada.party, AccountKind.WALLET, "EUR") != first
    assert first.code == f"wallet:{ada.party.pk}:USD"


@pytest.mark.parametrize("kind", [AccountKind.WALLET, AccountKind.EARNINGS, AccountKind.PAYOUTS])
def test_a_partys_accounts_do_not_go_below_zero(ada: Person, kind: AccountKind) -> None:
    account = account_of(ada.party, kind, "USD")
    assert (account.floor, account.keeps_balance) == (0, True)


def test_what_is_owed_has_no_floor_and_is_kept(ada: Person) -> None:
    owed = account_of(ada.party, AccountKind.OWED, "USD")
    assert (owed.floor, owed.keeps_balance) == (None, True)


@pytest.mark.django_db
def test_the_houses_accounts_keep_no_balance() -> None:
    fees = house_account(AccountKind.FEES, "USD")
    rail = house_account(AccountKind.RAIL, "USD", "sandbox")
    assert (fees.code, fees.keeps_balance, fees.owner) == ("fees:USD", False, None)
    assert (rail.code, rail.keeps_balance, rail.floor) == ("rail:sandbox:USD", False, None)


def test_a_holding_is_the_clients_and_named_by_what_it_is_for(ada: Person, ben: Person) -> None:
    ref = identifiers.new()
    holding = open_holding(ada.party, "USD", ref)
    assert (holding.code, holding.owner, holding.floor) == (f"holding:{ref}", ada.party, 0)
    assert open_holding(ada.party, "USD", ref) == holding
    with pytest.raises(ValueError, match="another owner"):
        open_holding(ben.party, "USD", ref)
    with pytest.raises(ValueError, match="another currency"):
        open_holding(ada.party, "EUR", ref)


@pytest.mark.parametrize("kind", [AccountKind.FEES, AccountKind.TAX, AccountKind.RAIL, AccountKind.HOLDING])
def test_a_party_has_none_of_the_houses_accounts(ada: Person, kind: AccountKind) -> None:
    with pytest.raises(ValueError, match="a party has no"):
        account_of(ada.party, kind, "USD")


@pytest.mark.parametrize(
    ("kind", "name"), [(AccountKind.WALLET, ""), (AccountKind.RAIL, ""), (AccountKind.FEES, "extra")]
)
def test_the_house_has_no_accounts_but_its_own(kind: AccountKind, name: str) -> None:
    with pytest.raises(ValueError, match="the house has no"):
        house_account(kind, "USD", name)


def test_a_balance_is_the_same_before_and_after_a_roll_up(book: Book) -> None:
    book.post("deposit: rail > wallet 1000")
    assert balance_of(book["rail"]) == Money(-1000, "USD")
    roll_up()
    assert balance_of(book["rail"]) == Money(-1000, "USD")
    book.post("payout: wallet > rail 300")
    assert balance_of(book["rail"]) == Money(-700, "USD")


def test_locked_accounts_come_back_fresh_in_the_order_given(book: Book) -> None:
    stale = book["wallet"]
    book.post("deposit: rail > wallet 1000")
    holding, wallet = locked(book["holding"], stale)
    assert (holding, wallet.balance, stale.balance) == (book["holding"], 1000, 0)


def test_an_account_reads_as_its_code(book: Book) -> None:
    assert str(book["fees"]) == "fees:USD"
    assert Account.objects.get(code="fees:USD") == book["fees"]
