"""Spans of time, the weeks they fall in and the blocks of those weeks (rules: hourly time 1).

Instants are in UTC, since Python compares and subtracts two times of one zone by wall clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from handsel.kernel.calendar import Calendar

BLOCK = timedelta(minutes=12)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, order=True)
class Span:
    """Time in whole seconds, from its first instant to the one after its last."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Keep both in UTC; raise `ValueError` for an empty span, or one that is not in whole seconds."""
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("an instant has a time zone")
        object.__setattr__(self, "start", self.start.astimezone(UTC))
        object.__setattr__(self, "end", self.end.astimezone(UTC))
        if self.start.microsecond or self.end.microsecond:
            raise ValueError("time is counted in whole seconds")
        if self.end <= self.start:
            raise ValueError("a span ends after it starts")

    @property
    def seconds(self) -> int:
        """How long it is."""
        return (self.end - self.start) // SECOND

    def overlaps(self, other: "Span") -> bool:
        """Whether both have a second in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Week:
    """A week of the house, Monday 00:00 to Sunday 24:00: an hour short or long where clocks change."""

    monday: date
    span: Span

    @property
    def blocks(self) -> int:
        """How many blocks it has; the last may be short."""
        return -(-(self.span.end - self.span.start) // BLOCK)

    def block(self, number: int) -> Span:
        """A block by its number, counted from 0 at the first instant of the week."""
        if not 0 <= number < self.blocks:
            raise ValueError(f"a week of {self.blocks} blocks has no block {number}")
        start = self.span.start + number * BLOCK
        return Span(start, min(start + BLOCK, self.span.end))

    def number_at(self, instant: datetime) -> int:
        """The number of the block in which an instant of the week lies."""
        return (instant - self.span.start) // BLOCK

    def parts(self, span: Span) -> Iterator["BlockPart"]:
        """The parts of a span within it by block, in order."""
        start = span.start
        while start < span.end:
            number = self.number_at(start)
            end = min(span.end, self.block(number).end)
            yield BlockPart(self.monday, number, Span(start, end))
            start = end


@dataclass(frozen=True)
class BlockPart:
    """The part of a span that falls into one block of a week."""

    monday: date
    number: int
    span: Span


def week_from(monday: date, calendar: Calendar) -> Week:
    """The week that begins on a Monday; raises `ValueError` for another day."""
    if monday.weekday():
        raise ValueError(f"a week begins on a Monday, not on {monday}")
    return Week(monday, Span(calendar.start_of(monday), calendar.week_ends(monday)))


def week_at(instant: datetime, calendar: Calendar) -> Week:
    """The week in which an instant falls."""
    return week_from(calendar.week_of(instant), calendar)


def split_at_weeks(span: Span, calendar: Calendar) -> Iterator[tuple[Week, Span]]:
    """The parts of a span by week, in order."""
    start = span.start
    while start < span.end:
        week = week_at(start, calendar)
        end = min(span.end, week.span.end)
        yield week, Span(start, end)
        start = end


def block_parts(span: Span, calendar: Calendar) -> Iterator[BlockPart]:
    """The parts of a span by week and block, in order."""
    for week, part in split_at_weeks(span, calendar):
        yield from week.parts(part)
