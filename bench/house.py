"""Ledger accounts for trials."""

from django.db import connection

from handsel.money.ledger.models import Account, AccountKind

RICH = 10**12


def create_accounts(
    count: int, *, balance: int = RICH, kind: AccountKind = AccountKind.WALLET
) -> list[Account]:
    """Create accounts in USD with a floor of 0 and this balance."""
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
    """The fee account, with or without a stored balance."""
    code = f"fees:{'kept' if keeps_balance else 'summed'}:USD"
    return Account.objects.create(
        code=code, kind=AccountKind.FEES, currency="USD", keeps_balance=keeps_balance
    )


def analyze() -> None:
    """Update the planner's statistics."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
