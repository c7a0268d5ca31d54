"""How a holding is shared out: fees by cumulative rounding, exact at the end (RULES, Fixed price, 1)."""

from dataclasses import dataclass

from handsel.policy.rules import FeePayer, fee_of


@dataclass(frozen=True)
class FeeTerms:
    """The fee that a holding was opened with."""

    basis_points: int
    payer: FeePayer


@dataclass(frozen=True)
class HoldingTotals:
    """What went in and out of a holding so far, without a client's fee, in minor units."""

    funded: int = 0
    released: int = 0
    refunded: int = 0

    @property
    def out(self) -> int:
        """What has left."""
        return self.released + self.refunded

    @property
    def left(self) -> int:
        """What is still there."""
        return self.funded - self.out


@dataclass(frozen=True)
class FeeSplit:
    """How one step is split between the parties' part and the fee, in minor units."""

    part: int
    fee: int


def funding(terms: FeeTerms, held: HoldingTotals, amount: int) -> FeeSplit:
    """What the client pays to fund `amount` more: the amount and, where the client pays it, the fee."""
    if terms.payer is FeePayer.FREELANCER:
        return FeeSplit(amount, 0)
    return FeeSplit(amount, _step(terms, held.funded, amount))


def release(terms: FeeTerms, held: HoldingTotals, amount: int) -> FeeSplit:
    """What reaches the freelancer when `amount` is released, and the fee that the house takes then."""
    if terms.payer is FeePayer.FREELANCER:
        fee = _step(terms, held.released, amount)
        return FeeSplit(amount - fee, fee)
    return FeeSplit(amount, _step(terms, held.out, amount))


def refund(terms: FeeTerms, held: HoldingTotals, amount: int) -> FeeSplit:
    """What returns to the client when `amount` is refunded, and the client's fee that returns with it."""
    if terms.payer is FeePayer.FREELANCER:
        return FeeSplit(amount, 0)
    return FeeSplit(amount, _step(terms, held.out, amount))


def _step(terms: FeeTerms, before: int, amount: int) -> int:
    return fee_of(before + amount, terms.basis_points) - fee_of(before, terms.basis_points)
