"""Audit: bonuses against the record, their holdings and their invoices."""

from collections.abc import Iterable, Mapping

from handsel.kernel.audit import Check
from handsel.money.escrow.models import Holding
from handsel.money.escrow.tables import holding_table, with_account
from handsel.money.invoices.payment_audit import payment_check
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.record.replay import ChainState, Row
from handsel.work.bonuses.entries import PAID
from handsel.work.bonuses.models import Bonus


def _bonuses(state: ChainState) -> Mapping[str, Row]:
    """The bonuses of the job, each with the account that it went through."""
    return {ref: with_account(row, ref) for ref, row in state.tables.get("bonus", {}).items()}


TABLES = (
    RebuiltTable(
        Bonus,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("ref",),
        columns=columns("amount", "reason", "paid_at", account="holding__account__code"),
        state=_bonuses,
    ),
    holding_table("bonus", "ref", rows=lambda: Holding.objects.exclude(bonus=None), state=_bonuses),
)


def checks() -> Iterable[Check]:
    """Bonuses against what left their holdings."""
    yield payment_check([PAID.name], "every bonus matches its entry and its invoice")
