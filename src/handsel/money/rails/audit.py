"""Audit: deposits and payouts against the record."""

from collections.abc import Iterable

from django.conf import settings

from handsel.kernel.audit import Check
from handsel.money.ledger.models import Account, AccountKind
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


def checks() -> Iterable[Check]:
    """Each rail's account is one of a rail that the settings name."""
    accounts = Account.objects.filter(kind=AccountKind.RAIL).order_by("pk")
    codes = {f"{AccountKind.RAIL}:{name}:{row.currency}" for name in settings.RAILS for row in accounts}
    faults = [
        f"account {row.pk} ({row}) belongs to no payment method of this site"
        for row in accounts
        if row.code not in codes
    ]
    yield Check("every account of a payment method belongs to one of this site", len(accounts), faults)
