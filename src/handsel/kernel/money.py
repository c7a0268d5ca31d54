"""Amounts of money: whole minor units and an ISO 4217 currency, never a float."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

CURRENCIES = {
    "USD": 2,
    "EUR": 2,
    "GBP": 2,
    "NOK": 2,
    "SEK": 2,
    "DKK": 2,
    "CHF": 2,
    "CAD": 2,
    "AUD": 2,
    "JPY": 0,
}
"""The currencies of the house, each with its number of decimals (ISO 4217)."""

MINOR_MAX = 10**14
"""The largest amount in a form, in minor units: the 50 milestones of a job stay below `SUM_MAX`."""

SUM_MAX = 2**53 - 1
"""The largest integer that canonical JSON keeps exactly (RFC 8785)."""


@dataclass(frozen=True, order=False, slots=True)
class Money:
    """An amount in minor units (cents, øre) of one currency."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in CURRENCIES:
            raise ValueError(f"no such currency: {self.currency!r}")
        if isinstance(self.minor, bool) or not isinstance(self.minor, int):
            raise ValueError(f"an amount is a whole number of minor units, not {self.minor!r}")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, exact: `Decimal("12.50")`."""
        return Decimal(self.minor).scaleb(-CURRENCIES[self.currency])

    def facts(self) -> dict[str, int | str]:
        """The amount as facts of the record."""
        return {"amount": self.minor, "currency": self.currency}

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.minor


def zero(currency: str) -> Money:
    """A zero amount."""
    return Money(0, currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of amounts in `currency`."""
    return sum(amounts, start=zero(currency))


def by_currency(amounts: Iterable[Money]) -> list[Money]:
    """The sum of amounts in each currency, in the order in which they first come."""
    sums: dict[str, Money] = {}
    for amount in amounts:
        sums[amount.currency] = sums.get(amount.currency, zero(amount.currency)) + amount
    return list(sums.values())


def divide_half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` rounded to the nearest whole number, halves up; neither is negative."""
    if numerator < 0 or denominator <= 0:
        raise ValueError("only shares of what is there are rounded")
    return (2 * numerator + denominator) // (2 * denominator)
