"""The blocks of a timesheet: what each is paid, and how a settlement shares them (rules: hourly week 4, 5).

Time is in seconds, rates in minor units an hour, amounts in minor units.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handsel.kernel.money import divide_half_up
from handsel.work.hours.lifecycle import BlockStage
from handsel.work.hours.pay import part_amounts
from handsel.work.hours.weeks import Span, Week


@dataclass(frozen=True)
class BilledBlock:
    """A block of a week: its number, its paid seconds, what that costs, and if it is protected."""

    number: int
    seconds: int
    amount: int
    is_protected: bool = False


def billed_blocks(
    week: Week,
    spans: Iterable[Span],
    *,
    limit: int,
    rate: int,
    protected: Sequence[int] = (),
    unbilled: Sequence[int] = (),
) -> list[BilledBlock]:
    """The blocks that are paid, in order; protected and then earlier time first, up to the limit of the week.

    Their amounts are differences of cumulative roundings, together exactly what the timesheet costs.
    """
    worked: Counter[int] = Counter()
    for span in spans:
        for part in week.parts(span):
            worked[part.number] += part.span.seconds
    safe, none = set(protected), set(unbilled)
    numbers = sorted(worked.keys() - none, key=lambda number: (number not in safe, number))
    paid, left = [], limit
    for number in numbers:
        paid.append(min(worked[number], left))
        left -= paid[-1]
    rows = zip(numbers, paid, part_amounts(paid, rate), strict=True)
    return [
        BilledBlock(number, seconds, amount, number in safe)
        for number, seconds, amount in sorted(rows)
        if seconds
    ]


def shares(amounts: Sequence[int], to_freelancer: int) -> list[int]:
    """What the freelancer gets of each block when both settle on an amount for all: in proportion, exactly.

    Differences of cumulative roundings, so that no block gives more than it has.
    """
    whole = sum(amounts)
    if not 0 <= to_freelancer <= whole:
        raise ValueError(f"{to_freelancer} of {whole}")
    parts, before = [], 0
    for amount in amounts:
        after = before + amount
        part = divide_half_up(to_freelancer * after, whole) - divide_half_up(to_freelancer * before, whole)
        parts.append(part)
        before = after
    return parts


def dispute_parts(amounts: Sequence[int], protected: Sequence[bool], to_freelancer: int) -> list[int]:
    """What the freelancer gets of each disputed block: in proportion, exactly.

    What comes to just what the protected ones cost, as by default, pays these and none of the others.
    """
    safe = [amount if is_safe else 0 for amount, is_safe in zip(amounts, protected, strict=True)]
    return safe if sum(safe) == to_freelancer else shares(amounts, to_freelancer)


def settled_stage(part: int, amount: int) -> BlockStage:
    """The stage in which a block ends, by what the freelancer gets of it."""
    if part == amount:
        return BlockStage.PAID
    return BlockStage.SPLIT if part else BlockStage.DROPPED


def returned(*, held: int, frozen: int) -> int:
    """What returns to the client after the review: what is held, but for what is frozen."""
    return max(held - frozen, 0)
