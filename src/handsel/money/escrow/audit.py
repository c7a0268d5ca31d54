"""Audit: every holding against its account in the ledger."""

from collections.abc import Iterable

from handsel.kernel.audit import Check
from handsel.money.escrow import fees
from handsel.money.escrow.models import Holding
from handsel.policy.rules import FeePayer, fee_of


def checks() -> Iterable[Check]:
    """Compare each holding's total with the balance of its account."""
    faults, counted = [], 0
    for holding in Holding.objects.select_related("account").order_by("pk").iterator():
        counted += 1
        expected = _expected(holding)
        if holding.account.balance != expected:
            faults.append(
                f"holding {holding.pk} should have {expected} in account {holding.account.code}, "
                f"which has {holding.account.balance}"
            )
    yield Check("every holding has in its account what it says", counted, faults)


def _expected(holding: Holding) -> int:
    held: fees.HoldingTotals = holding.held
    if holding.terms.payer is FeePayer.FREELANCER:
        return held.left
    points, start = holding.fee_basis_points, held.start
    return held.left + fee_of(start + held.funded, points) - fee_of(start + held.out, points)
