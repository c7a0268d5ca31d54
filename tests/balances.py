"""What somebody has where, as an amount in dollars."""

from django.db.models import Sum

from handsel.kernel.money import Money
from handsel.money.ledger.accounts import account_of, balance_of, house_account
from handsel.money.ledger.models import Account, AccountKind
from handsel.people.models import Person


def wallet(person: Person) -> Money:
    """A client's funds."""
    return balance_of(account_of(person.party, AccountKind.WALLET, "USD"))


def earnings(person: Person) -> Money:
    """What a freelancer can pay out."""
    return balance_of(account_of(person.party, AccountKind.EARNINGS, "USD"))


def owed(person: Person) -> Money:
    """What somebody owes the house."""
    return -balance_of(account_of(person.party, AccountKind.OWED, "USD"))


def in_transit(person: Person) -> Money:
    """What is on its way to somebody's bank."""
    return balance_of(account_of(person.party, AccountKind.PAYOUTS, "USD"))


def fees() -> Money:
    """What the house took."""
    return balance_of(house_account(AccountKind.FEES, "USD"))


def escrow() -> Money:
    """What is held, of all jobs."""
    held = Account.objects.filter(kind=AccountKind.HOLDING).aggregate(sum=Sum("balance"))["sum"]
    return Money(held or 0, "USD")
