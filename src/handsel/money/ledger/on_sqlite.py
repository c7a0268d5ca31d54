"""Posting on SQLite: single statements in a transaction that holds the write lock."""

import json
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
        fresh = _unknown(cursor, transfers)
        _insert(cursor, fresh)
        for account, change in net_changes(fresh):
            _apply(cursor, account, change)


def _unknown(cursor: Any, transfers: Sequence[TransferInput]) -> list[TransferInput]:
    """Those that were not posted before. Raises `KeyReused`."""
    keys = json.dumps([transfer.key.hex for transfer in transfers])
    known = dict(cursor.execute(_SQL["known"], [keys]).fetchall())
    if any(known[key] != transfer.digest() for transfer in transfers if (key := transfer.key.hex) in known):
        raise KeyReused
    return [transfer for transfer in transfers if transfer.key.hex not in known]


def _insert(cursor: Any, transfers: Sequence[TransferInput]) -> None:
    """Insert transfers and their postings, numbered after the last."""
    (last,) = cursor.execute(_SQL["last"]).fetchone()
    numbered = list(enumerate(transfers, start=last + 1))
    convert = connection.ops.adapt_datetimefield_value
    rows = [
        (number, new.key.hex, new.digest(), new.kind, new.entry.hex, convert(new.at))
        for number, new in numbered
    ]
    postings = [
        (number, leg, posting.source.pk, posting.target.pk, posting.amount.minor)
        for number, transfer in numbered
        for leg, posting in enumerate(transfer.postings)
    ]
    cursor.executemany(_SQL["transfer"], rows)
    cursor.executemany(_SQL["posting"], postings)


def _apply(cursor: Any, account: Account, change: int) -> None:
    try:
        cursor.execute(_SQL["balance"], [change, account.pk, account.currency])
    except IntegrityError as error:
        raise Overdrawn(AccountKind(account.kind)) from error
    if not cursor.rowcount and not cursor.execute(_SQL["busy"], [account.pk, account.currency]).fetchone():
        raise NoSuchAccount(f"no account {account.pk} in {account.currency}")
