"""The fee under a version of terms, shown before anybody agrees to it."""

from dataclasses import dataclass

from handsel.kernel.money import Money
from handsel.policy.rules import FeePayer, Rules, fee_of
from handsel.work.terms.content import Terms


@dataclass(frozen=True)
class TermsFee:
    """The fee of the house on a total price: taken off it, or paid on top."""

    price: Money
    fee: Money
    basis_points: int
    payer: FeePayer

    @property
    def on_top(self) -> bool:
        """Whether the client pays it beside the price."""
        return self.payer is FeePayer.CLIENT

    @property
    def paid(self) -> Money:
        """What the client pays in all."""
        return self.price + self.fee if self.on_top else self.price

    @property
    def reaches(self) -> Money:
        """What the freelancer gets in all."""
        return self.price if self.on_top else self.price - self.fee


def fee_under(rules: Rules, terms: Terms) -> TermsFee:
    """The fee of a version under the rules of a policy."""
    fee = sum(fee_of(part.amount, rules.fee_basis_points) for part in terms.milestones)
    return TermsFee(terms.price, Money(fee, terms.currency), rules.fee_basis_points, rules.fee_payer)
