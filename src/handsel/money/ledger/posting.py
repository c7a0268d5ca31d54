"""Post transfers between accounts, all or none, once per key."""

from collections.abc import Sequence

from django.db import connection

from handsel.money.ledger import on_postgresql, on_sqlite
from handsel.money.ledger.inputs import PostingInput, TransferInput

__all__ = ["PostingInput", "TransferInput", "post"]


def post(transfers: Sequence[TransferInput]) -> None:
    """Post transfers, all or none; skips those posted before with the same content.

    Raises `Overdrawn`, `KeyReused`, or `NoSuchAccount`. An outer transaction can then only be rolled back.
    """
    if len({transfer.key for transfer in transfers}) < len(transfers):
        raise ValueError("two moves have the same key")
    if transfers:
        (on_postgresql if connection.vendor == "postgresql" else on_sqlite).post(transfers)
