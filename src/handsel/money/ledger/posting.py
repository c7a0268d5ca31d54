"""Posting: moving money between accounts, all or none, and once for each key."""

from collections.abc import Sequence

from django.db import connection

from handsel.money.ledger import on_postgresql, on_sqlite
from handsel.money.ledger.inputs import PostingInput, TransferInput

__all__ = ["PostingInput", "TransferInput", "post"]


def post(moves: Sequence[TransferInput]) -> None:
    """Post moves, all or none; one that was posted before, with the same content, is left out.

    Raises `Overdrawn`, `KeyReused`, or `NoSuchAccount`. A transaction around it can then only be rolled back.
    """
    if len({move.key for move in moves}) < len(moves):
        raise ValueError("two moves have the same key")
    if moves:
        (on_postgresql if connection.vendor == "postgresql" else on_sqlite).post(moves)
