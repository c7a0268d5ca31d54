"""What time costs: rounded once for a timesheet, protected time first (rules: hourly week 5).

Time is in seconds, rates in minor units an hour, amounts in minor units.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from handsel.kernel.money import divide_half_up

HOUR = 3_600


def amount(seconds: int, rate: int) -> int:
    """What so much time costs, rounded half up."""
    return divide_half_up(seconds * rate, HOUR)


def seconds_within(minor: int, rate: int) -> int:
    """The longest time that costs no more than so much."""
    return (HOUR * (2 * minor + 1) - 1) // (2 * rate)


def limit_left(limit: int, rate: int, others: Iterable[int]) -> int:
    """What other timesheets leave of the limit of their week, so that all cost no more than it does.

    Each is rounded for itself, which may cost the last one a unit, and so a second or more.
    """
    taken = list(others)
    money = amount(limit, rate) - sum(amount(seconds, rate) for seconds in taken)
    return max(min(limit - sum(taken), seconds_within(max(money, 0), rate)), 0)


def part_amounts(parts: Iterable[int], rate: int) -> list[int]:
    """What each part of the time costs, in order: together exactly what the whole costs."""
    amounts, seconds = [], 0
    for part in parts:
        amounts.append(amount(seconds + part, rate) - amount(seconds, rate))
        seconds += part
    return amounts


@dataclass(frozen=True)
class PaidTime:
    """The billable time of a timesheet within the week's limit."""

    protected: int = 0
    unprotected: int = 0

    @property
    def seconds(self) -> int:
        """Both together."""
        return self.protected + self.unprotected


def paid_time(*, protected: int, unprotected: int, limit: int) -> PaidTime:
    """The lesser of billable time and what is left of the week's limit; protected time comes first."""
    if min(protected, unprotected) < 0:
        raise ValueError("time is not negative")
    first = min(protected, max(limit, 0))
    return PaidTime(first, min(unprotected, max(limit, 0) - first))


@dataclass(frozen=True)
class SheetAmounts:
    """What a timesheet costs, protected time and other; exact in total."""

    protected: int = 0
    unprotected: int = 0

    @property
    def whole(self) -> int:
        """Both together."""
        return self.protected + self.unprotected

    def less(self, *, unprotected: int, protected: int = 0) -> "SheetAmounts":
        """The amounts without so much of each."""
        return SheetAmounts(self.protected - protected, self.unprotected - unprotected)


def sheet_amounts(time: PaidTime, rate: int) -> SheetAmounts:
    """The amounts of a timesheet: rounded once, the parts as differences of cumulative roundings."""
    return SheetAmounts(*part_amounts([time.protected, time.unprotected], rate))


@dataclass(frozen=True)
class Shortage:
    """What a holding pays of a timesheet now, and what is then missing."""

    paid: SheetAmounts
    missing: SheetAmounts


def pay_from(amounts: SheetAmounts, *, held: int) -> Shortage:
    """Pay a timesheet from what is held: protected time first, the rest is asked of the client."""
    protected = min(amounts.protected, held)
    unprotected = min(amounts.unprotected, held - protected)
    missing = SheetAmounts(amounts.protected - protected, amounts.unprotected - unprotected)
    return Shortage(SheetAmounts(protected, unprotected), missing)
