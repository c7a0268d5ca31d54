"""Check a submitted timesheet against the time of its week: its seconds, what is paid of them, its amount."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from handsel_verify.segments import BLOCK
from handsel_verify.time_facts import SECOND, RecordedSpan, SubmittedSheet

HOUR = 3_600


@dataclass(frozen=True)
class TimePart:
    """Seconds of a block, and the segment in which they were tracked."""

    seconds: int
    segment: str | None


Blocks = Mapping[int, list[TimePart]]
"""The parts of blocks with time, by number."""


def blocks_of(sheet: SubmittedSheet, spans: Iterable[RecordedSpan]) -> Blocks:
    """The time of a week by block, counted from its first instant; all of it lies within the week."""
    blocks: dict[int, list[TimePart]] = {}
    for span in spans:
        start = span.start
        while start < span.end:
            number = (start - sheet.starts_at) // BLOCK
            end = min(span.end, sheet.starts_at + (number + 1) * BLOCK)
            blocks.setdefault(number, []).append(TimePart((end - start) // SECOND, span.segment))
            start = end
    return blocks


def sheet_faults(sheet: SubmittedSheet, spans: list[RecordedSpan]) -> Iterator[str]:
    """What of a timesheet does not follow from the time of its week."""
    if any(span.start < sheet.starts_at or sheet.ends_at < span.end for span in spans):
        yield "time of its week lies outside that week"
        return
    worked = sum(span.seconds for span in spans)
    if worked != sheet.seconds:
        yield f"its timesheet has {sheet.seconds} seconds, the record of its week {worked}"
    blocks = blocks_of(sheet, spans)
    if not {*sheet.protected_blocks, *sheet.unbilled_blocks} <= blocks.keys():
        yield "its timesheet names a block without time"
        return
    if sheet.payable > sheet.limit:
        yield "more is payable than its limit"
    if (sheet.protected, sheet.unprotected) != _paid(sheet, blocks):
        yield "its paid seconds are not those of its blocks within the limit"
    if sheet.amount != amount_of(sheet.protected + sheet.unprotected, sheet.rate):
        yield "its amount is not its paid seconds times its rate"


def amount_of(seconds: int, rate: int) -> int:
    """What so much time costs at a rate an hour, rounded half up."""
    return (2 * seconds * rate + HOUR) // (2 * HOUR)


def _paid(sheet: SubmittedSheet, blocks: Blocks) -> tuple[int, int]:
    """Protected time first, then other billed time, up to the limit."""
    safe, unbilled = set(sheet.protected_blocks), set(sheet.unbilled_blocks)
    seconds = {number: sum(part.seconds for part in parts) for number, parts in blocks.items()}
    protected = sum(length for number, length in seconds.items() if number in safe)
    other = sum(length for number, length in seconds.items() if number not in safe | unbilled)
    first = min(protected, sheet.payable)
    return first, min(other, sheet.payable - first)
