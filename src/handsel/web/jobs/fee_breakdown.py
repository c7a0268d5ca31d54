"""The fee on an amount: what leaves escrow with a release, the fee, and what the freelancer gets."""

from dataclasses import dataclass

from handsel.kernel.money import Money
from handsel.money.escrow import fees
from handsel.policy.rules import FeePayer
from handsel.work.hours.models import JobWeek
from handsel.work.milestones.models import Milestone


@dataclass(frozen=True)
class FeeBreakdown:
    """A release of an amount: `part` reaches the freelancer, and `fee` goes to the house."""

    amount: Money
    part: Money
    fee: Money
    fee_payer: FeePayer
    left: Money

    @property
    def off(self) -> Money:
        """The fee that is taken off the amount; the rest of it was paid on top."""
        return self.amount - self.part

    @property
    def on_top(self) -> Money:
        """The fee that the client pays on top of the amount."""
        return self.fee - self.off

    @property
    def out(self) -> Money:
        """What leaves escrow; a fee paid by the client was put there with the amount."""
        return self.part + self.fee


def fee_breakdown(row: Milestone | JobWeek, amount: Money) -> FeeBreakdown:
    """The breakdown of releasing an amount, whether it is funded already or not."""
    rules = row.job.policy.rules
    terms = row.holding.terms if row.holding else fees.FeeTerms(rules.fee_basis_points, rules.fee_payer)
    held = row.holding.held if row.holding else fees.HoldingTotals()
    share = fees.release(terms, held, amount.minor)
    return FeeBreakdown(
        amount,
        part=Money(share.part, amount.currency),
        fee=Money(share.fee, amount.currency),
        fee_payer=FeePayer(terms.payer),
        left=row.held - amount,
    )
