"""Tax contained in a gross amount (rules: fixed price 1)."""

from dataclasses import dataclass

from handsel.kernel.money import divide_half_up

BASIS = 10_000


@dataclass(frozen=True)
class TaxSplit:
    """Net amount and tax, in minor units."""

    net: int
    tax: int


def split(amount: int, basis_points: int) -> TaxSplit:
    """Split a gross amount at a tax rate, rounded half up once."""
    tax = divide_half_up(amount * basis_points, BASIS + basis_points)
    return TaxSplit(amount - tax, tax)
