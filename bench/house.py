"""Accounts of the house to post between, made in one statement."""

from django.db import connection

from handsel.money.ledger.models import Account, AccountKind

RICH = 10**12


def opened(count: int, *, balance: int = RICH, kind: AccountKind = AccountKind.WALLET) -> list[Account]:
    """So many accounts in US dollars that may not be overdrawn, with so much in each."""
    first = Account.objects.count()
    return Account.objects.bulk_create(
        Account(
            code=f"{kind}:bench{first + n}:USD",
            kind=kind,
            currency="USD",
            floor=0,
            keeps_balance=True,
            balance=balance,
        )
        for n in range(count)
    )


def fees(*, keeps_balance: bool = False) -> Account:
    """The account that has a part of every transfer: without a balance, or with one that all must update."""
    code = f"fees:{'kept' if keeps_balance else 'summed'}:USD"
    return Account.objects.create(
        code=code, kind=AccountKind.FEES, currency="USD", keeps_balance=keeps_balance
    )


def measure_tables() -> None:
    """Let the planner know what is there."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
