"""Posting in django-hordak: with its own shortcut, and with the lock and check it lacks."""

import warnings

from django.db import transaction
from hordak.models import Account, AccountType, Leg, Transaction
from moneyed import Money

warnings.simplefilter("ignore", DeprecationWarning)


def create_accounts(count: int) -> list[Account]:
    """Create accounts, funded from the last one."""
    accounts = [Account.objects.create(name=f"{n}", type=AccountType.liability) for n in range(count)]
    with transaction.atomic():
        opening = Transaction.objects.create()
        whole = Money(10**6 * (count - 1), "USD")
        legs = [
            Leg(transaction=opening, account=account, credit=Money(10**6, "USD")) for account in accounts[:-1]
        ]
        Leg.objects.bulk_create([*legs, Leg(transaction=opening, account=accounts[-1], debit=whole)])
    return accounts


def post(source: Account, target: Account) -> None:
    """Post one dollar between two accounts."""
    target.transfer_to(source, Money(1, "USD"))


def post_checked(source: Account, target: Account) -> None:
    """The same with an overdraft check: lock the payer, sum its balance, then post."""
    with transaction.atomic():
        locked = Account.objects.select_for_update(of=("self",)).get(pk=source.pk)
        if locked.get_balance().monies()[0].amount < 1:
            raise ValueError("overdrawn")
        target.transfer_to(source, Money(1, "USD"))


def post_with_fee(source: Account, target: Account, fees: Account) -> None:
    """Post ten dollars: nine to the target and one to the fees."""
    with transaction.atomic():
        made = Transaction.objects.create()
        Leg.objects.create(transaction=made, account=source, debit=Money(10, "USD"))
        Leg.objects.create(transaction=made, account=target, credit=Money(9, "USD"))
        Leg.objects.create(transaction=made, account=fees, credit=Money(1, "USD"))
