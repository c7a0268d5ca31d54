"""Tax inside an amount that was agreed with tax (RULES, Fixed price, 1)."""

from dataclasses import dataclass

from handsel.kernel.money import divide_half_up

BASIS = 10_000


@dataclass(frozen=True)
class TaxSplit:
    """An amount as its net part and the tax in it, in minor units."""

    net: int
    tax: int


def split(amount: int, basis_points: int) -> TaxSplit:
    """The tax at a rate that an amount contains, rounded half up once."""
    tax = divide_half_up(amount * basis_points, BASIS + basis_points)
    return TaxSplit(amount - tax, tax)
