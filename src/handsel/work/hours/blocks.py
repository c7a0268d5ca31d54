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


def part_prices(
    parts: Sequence[tuple[int, int]], blocks: Iterable[BilledBlock], rate: int
) -> list[tuple[int, int]]:
    """The paid seconds and the amount of each part, a block's number and seconds; `blocks` are the week's.

    The earlier part of a block is paid first. Parts of a block cost together exactly what the block does.
    """
    billed = {block.number: block for block in blocks}
    left = {number: block.seconds for number, block in billed.items()}
    paid = []
    for number, seconds in parts:
        paid.append(min(seconds, left.get(number, 0)))
        left[number] = left.get(number, 0) - paid[-1]
    places = [place for place, (number, _seconds) in enumerate(parts) if number in billed]
    places.sort(key=lambda place: (not billed[parts[place][0]].is_protected, parts[place][0]))
    amounts = dict(zip(places, part_amounts([paid[place] for place in places], rate), strict=True))
    return [(seconds, amounts.get(place, 0)) for place, seconds in enumerate(paid)]


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
