"""Fees of a holding by cumulative rounding, exact in total (rules: fixed price 1)."""

from dataclasses import dataclass

from handsel.kernel.money import divide_half_up
from handsel.policy.rules import FeePayer, fee_of


@dataclass(frozen=True)
class FeeTerms:
    """The fee that a holding was opened with."""

    basis_points: int
    payer: FeePayer


@dataclass(frozen=True)
class HoldingTotals:
    """What was funded, released and refunded so far, without a client's fee, in minor units.

    `start` is what a client's fee was counted on before, in the holding that the first of it came from.
    """

    funded: int = 0
    released: int = 0
    refunded: int = 0
    start: int = 0

    @property
    def out(self) -> int:
        """Released and refunded."""
        return self.released + self.refunded

    @property
    def left(self) -> int:
        """What is still held."""
        return self.funded - self.out


@dataclass(frozen=True)
class FeeSplit:
    """An amount split into the parties' part and the fee, in minor units."""

    part: int
    fee: int


@dataclass(frozen=True)
class PaidTotals:
    """A payment without a client's fee, the fee on it, and how much of it was given back, in minor units."""

    paid: int
    fee: int
    returned: int = 0

    @property
    def left(self) -> int:
        """What can still be given back."""
        return self.paid - self.returned


@dataclass(frozen=True)
class ReturnSplit:
    """A part of a payment that goes back to the client, and the fee on it that returns to its payer."""

    part: int
    fee: int
    payer: FeePayer

    @property
    def to_client(self) -> int:
        """What the client gets in all."""
        return self.part + (self.fee if self.payer is FeePayer.CLIENT else 0)

    @property
    def cost(self) -> int:
        """What it costs the freelancer in all."""
        return self.part - (self.fee if self.payer is FeePayer.FREELANCER else 0)


def funding(terms: FeeTerms, held: HoldingTotals, amount: int) -> FeeSplit:
    """What the client pays to fund `amount` more; with the fee, if the client pays it."""
    if terms.payer is FeePayer.FREELANCER:
        return FeeSplit(amount, 0)
    return FeeSplit(amount, _step(terms, held.start + held.funded, amount))


def release(terms: FeeTerms, held: HoldingTotals, amount: int) -> FeeSplit:
    """What the freelancer gets when `amount` is released, and the fee."""
    if terms.payer is FeePayer.FREELANCER:
        fee = _step(terms, held.released, amount)
        return FeeSplit(amount - fee, fee)
    return FeeSplit(amount, _step(terms, held.start + held.out, amount))


def refund(terms: FeeTerms, held: HoldingTotals, amount: int) -> FeeSplit:
    """What the client gets back when `amount` is refunded, and the fee that is returned."""
    if terms.payer is FeePayer.FREELANCER:
        return FeeSplit(amount, 0)
    return FeeSplit(amount, _step(terms, held.start + held.out, amount))


def moved(terms: FeeTerms, source: HoldingTotals, amount: int) -> FeeSplit:
    """What leaves one holding for another of the same terms: `amount` of what was funded last, and its fee.

    The other counts the fee from there on (`start`), so that both keep exactly what was paid for it.
    """
    if terms.payer is FeePayer.FREELANCER:
        return FeeSplit(amount, 0)
    return FeeSplit(amount, _step(terms, source.start + source.funded - amount, amount))


def give_back(payment: PaidTotals, payer: FeePayer, amount: int) -> ReturnSplit:
    """What giving back `amount` of a payment moves; all of it returns exactly the fee (rules: money 6)."""
    before, after = (
        divide_half_up(payment.fee * returned, payment.paid)
        for returned in (payment.returned, payment.returned + amount)
    )
    return ReturnSplit(amount, after - before, payer)


def _step(terms: FeeTerms, before: int, amount: int) -> int:
    return fee_of(before + amount, terms.basis_points) - fee_of(before, terms.basis_points)
