"""Audit: deposits and payouts against the record."""

from handsel.money.rails.models import Deposit, Payout
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns

_COLUMNS = ("rail", "amount", "currency", "state", "reason", "asked_at", "settles_at", "ended_at", "asked_by")

TABLES = (
    RebuiltTable(
        Deposit,
        Chain.Kind.PERSON,
        subject="asked_by",
        key=("id",),
        columns=columns(*_COLUMNS, "method", party="party__person"),
        state="deposit",
    ),
    RebuiltTable(
        Payout,
        Chain.Kind.PERSON,
        subject="asked_by",
        key=("id",),
        columns=columns(*_COLUMNS, "source", party="party__person"),
        state="payout",
    ),
)
