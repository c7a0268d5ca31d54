"""Tax contained in a gross amount (rules: fixed price 1)."""

from dataclasses import dataclass

from handsel.kernel.money import divide_half_up

BASIS = 100_000
"""Thousandths of a percent in a whole: rates such as 9.975% have three decimals."""


@dataclass(frozen=True)
class TaxSplit:
    """Net amount and tax, in minor units."""

    net: int
    tax: int


def split(amount: int, millipercent: int) -> TaxSplit:
    """Split a gross amount at a tax rate, rounded half up once."""
    tax = divide_half_up(amount * millipercent, BASIS + millipercent)
    return TaxSplit(amount - tax, tax)
