"""Roll-ups: store balances of busy accounts, so that few postings remain to be summed."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from handsel.kernel import clock
from handsel.kernel.named_sql import named_statements
from handsel.money.ledger.accounts import posted
from handsel.money.ledger.models import Account, Rollup
from handsel.tasks.models import Task, schedule

ROLL_UP = "roll-up"
_EVERY = timedelta(days=1)
_LEDGER = "ledger"
"""The subject of the one roll-up task."""


def ensure_nightly() -> None:
    """Schedule the daily roll-up, if it is not scheduled yet."""
    if not Task.objects.filter(kind=ROLL_UP, subject=_LEDGER).exists():
        schedule(ROLL_UP, _LEDGER, at=clock.now() + _EVERY)


def roll_up_nightly(_subject: str, at: datetime) -> None:
    """Task: roll up, and schedule the next day's."""
    roll_up()
    schedule(ROLL_UP, _LEDGER, at=at + _EVERY)


def roll_up() -> int:
    """Roll up each used account without a stored balance; returns how many.

    It refuses to run inside a transaction, which would block posting until its end.
    """
    through = _settled_through()
    return sum(_roll_up_account(account, through) for account in Account.objects.filter(keeps_balance=False))


def _settled_through() -> int:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(named_statements(__file__, connection.vendor, "post")["settled through"])
        return int(cursor.fetchone()[0])


def _roll_up_account(account: Account, through: int) -> bool:
    last = Rollup.objects.filter(account=account).order_by("-through").first()
    since, before = (last.through, last.balance) if last else (0, 0)
    if through <= since:
        return False
    balance = before + posted(account, after=since, through=through)
    _, created = Rollup.objects.get_or_create(account=account, through=through, defaults={"balance": balance})
    return created
