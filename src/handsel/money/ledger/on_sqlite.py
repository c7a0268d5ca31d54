"""Posting on SQLite: the same statements one by one, in a transaction that holds the write lock."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, connection, transaction

from handsel.kernel.refusals import KeyReused
from handsel.money.ledger.models import Account, Kind
from handsel.money.ledger.moves import Move, NoSuchAccount, net_changes
from handsel.money.ledger.refusals import Overdrawn

_TRANSFER = """INSERT INTO ledger_transfer (idem_key, digest, kind, entry, at) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (idem_key) DO NOTHING RETURNING id"""
_KNOWN = "SELECT digest FROM ledger_transfer WHERE idem_key = %s"
_POSTING = (
    "INSERT INTO ledger_posting (transfer_id, leg, source_id, target_id, amount) VALUES (%s, %s, %s, %s, %s)"
)
_BALANCE = """UPDATE ledger_account SET balance = balance + %s
    WHERE id = %s AND currency = %s AND keeps_balance"""
_BUSY = "SELECT 1 FROM ledger_account WHERE id = %s AND currency = %s AND NOT keeps_balance"


def post(moves: Sequence[Move]) -> None:
    """Post moves as `posting.post` says."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        fresh = [move for move in moves if _inserted(cursor, move)]
        for account, change in net_changes(fresh):
            _apply(cursor, account, change)


def _inserted(cursor: Any, move: Move) -> bool:
    """Whether the move is new, and now has its transfer and postings; raises `KeyReused`."""
    digest, at = move.digest(), connection.ops.adapt_datetimefield_value(move.at)
    cursor.execute(_TRANSFER, [move.key.hex, digest, move.kind, move.entry.hex, at])
    row = cursor.fetchone()
    if row is None:
        known = cursor.execute(_KNOWN, [move.key.hex]).fetchone()
        if known[0] != digest:
            raise KeyReused
        return False
    legs = enumerate(move.legs)
    postings = [(row[0], nth, leg.source.pk, leg.target.pk, leg.amount.minor) for nth, leg in legs]
    cursor.executemany(_POSTING, postings)
    return True


def _apply(cursor: Any, account: Account, change: int) -> None:
    try:
        cursor.execute(_BALANCE, [change, account.pk, account.currency])
    except IntegrityError as error:
        raise Overdrawn(Kind(account.kind)) from error
    if not cursor.rowcount and not cursor.execute(_BUSY, [account.pk, account.currency]).fetchone():
        raise NoSuchAccount(f"no account {account.pk} in {account.currency}")
