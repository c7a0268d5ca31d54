"""Posting on PostgreSQL: one function call, one round trip."""

from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError, connection, transaction

from handsel.bulk import array_literal
from handsel.kernel.named_sql import named_statements
from handsel.kernel.refusals import KeyReused
from handsel.money.ledger.inputs import NoSuchAccount, TransferInput, net_changes
from handsel.money.ledger.models import AccountKind
from handsel.money.ledger.refusals import Overdrawn

_SQL = named_statements(__file__, "postgresql", "post")


def post(transfers: Sequence[TransferInput]) -> None:
    """Post transfers; see `posting.post`."""
    alone = len(transfers) == 1 and len(transfers[0].postings) == 1
    name, values = ("post one", _values(transfers[0])) if alone else ("post", _arrays(transfers))
    try:
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            cursor.execute(_SQL[name], values)
    except DatabaseError as error:
        raise _translated(error, transfers) from error


def _values(transfer: TransferInput) -> list[Any]:
    (posting,) = transfer.postings
    content = [transfer.key, transfer.digest(), transfer.kind, transfer.currency, transfer.entry, transfer.at]
    return [*content, posting.source.pk, posting.target.pk, posting.amount.minor]


def _arrays(transfers: Sequence[TransferInput]) -> list[str]:
    postings = [
        (place, number, posting)
        for place, transfer in enumerate(transfers, start=1)
        for number, posting in enumerate(transfer.postings)
    ]
    return [
        array_literal(transfer.key for transfer in transfers),
        array_literal(transfer.digest() for transfer in transfers),
        array_literal(transfer.kind for transfer in transfers),
        array_literal(transfer.currency for transfer in transfers),
        array_literal(transfer.entry for transfer in transfers),
        array_literal(transfer.at.isoformat() for transfer in transfers),
        array_literal(place for place, _, _ in postings),
        array_literal(number for _, number, _ in postings),
        array_literal(posting.source.pk for _, _, posting in postings),
        array_literal(posting.target.pk for _, _, posting in postings),
        array_literal(posting.amount.minor for _, _, posting in postings),
    ]


def _translated(error: DatabaseError, transfers: Sequence[TransferInput]) -> Exception:
    cause: Any = error.__cause__
    match cause.sqlstate:
        case "HL001":
            return NoSuchAccount(cause.diag.message_primary)
        case "HL002":
            return KeyReused()
        case "23514" if cause.diag.constraint_name == "account_above_floor":
            return Overdrawn(_overdrawn(transfers, cause.diag.message_detail or ""))
        case _:
            return error


def _overdrawn(transfers: Sequence[TransferInput], row: str) -> AccountKind:
    """The kind of the overdrawn account: from the server's message, or else the first that falls."""
    falling = [
        account for account, change in net_changes(transfers) if change < 0 and account.floor is not None
    ]
    named = [account for account in falling if f", {account.code}," in row]
    return AccountKind((named or falling)[0].kind)
