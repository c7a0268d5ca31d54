"""Posting on SQLite: single statements in a transaction that holds the write lock."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, connection, transaction

from handsel.kernel.named_sql import named_statements
from handsel.kernel.refusals import KeyReused
from handsel.money.ledger.inputs import NoSuchAccount, TransferInput, net_changes
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.ledger.refusals import Overdrawn

_SQL = named_statements(__file__, "sqlite", "post")


def post(moves: Sequence[TransferInput]) -> None:
    """Post transfers; see `posting.post`."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        fresh = [move for move in moves if _inserted(cursor, move)]
        for account, change in net_changes(fresh):
            _apply(cursor, account, change)


def _inserted(cursor: Any, move: TransferInput) -> bool:
    """Insert the transfer and its postings; False if it was posted before. Raises `KeyReused`."""
    digest, at = move.digest(), connection.ops.adapt_datetimefield_value(move.at)
    cursor.execute(_SQL["transfer"], [move.key.hex, digest, move.kind, move.entry.hex, at])
    row = cursor.fetchone()
    if row is None:
        known = cursor.execute(_SQL["known"], [move.key.hex]).fetchone()
        if known[0] != digest:
            raise KeyReused
        return False
    legs = enumerate(move.legs)
    postings = [(row[0], nth, leg.source.pk, leg.target.pk, leg.amount.minor) for nth, leg in legs]
    cursor.executemany(_SQL["posting"], postings)
    return True


def _apply(cursor: Any, account: Account, change: int) -> None:
    try:
        cursor.execute(_SQL["balance"], [change, account.pk, account.currency])
    except IntegrityError as error:
        raise Overdrawn(AccountKind(account.kind)) from error
    if not cursor.rowcount and not cursor.execute(_SQL["busy"], [account.pk, account.currency]).fetchone():
        raise NoSuchAccount(f"no account {account.pk} in {account.currency}")
