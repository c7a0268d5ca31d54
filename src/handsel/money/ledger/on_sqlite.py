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


def post(transfers: Sequence[TransferInput]) -> None:
    """Post transfers; see `posting.post`."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        fresh = [transfer for transfer in transfers if _inserted(cursor, transfer)]
        for account, change in net_changes(fresh):
            _apply(cursor, account, change)


def _inserted(cursor: Any, transfer: TransferInput) -> bool:
    """Insert the transfer and its postings; False if it was posted before. Raises `KeyReused`."""
    digest, at = transfer.digest(), connection.ops.adapt_datetimefield_value(transfer.at)
    cursor.execute(_SQL["transfer"], [transfer.key.hex, digest, transfer.kind, transfer.entry.hex, at])
    row = cursor.fetchone()
    if row is None:
        known = cursor.execute(_SQL["known"], [transfer.key.hex]).fetchone()
        if known[0] != digest:
            raise KeyReused
        return False
    rows = [
        (row[0], nth, posting.source.pk, posting.target.pk, posting.amount.minor)
        for nth, posting in enumerate(transfer.postings)
    ]
    cursor.executemany(_SQL["posting"], rows)
    return True


def _apply(cursor: Any, account: Account, change: int) -> None:
    try:
        cursor.execute(_SQL["balance"], [change, account.pk, account.currency])
    except IntegrityError as error:
        raise Overdrawn(AccountKind(account.kind)) from error
    if not cursor.rowcount and not cursor.execute(_SQL["busy"], [account.pk, account.currency]).fetchone():
        raise NoSuchAccount(f"no account {account.pk} in {account.currency}")
