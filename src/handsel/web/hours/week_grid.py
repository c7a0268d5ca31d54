"""The days of a week in the reader's time zone, with the blocks in which there is time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.ui.badges import Badge
from handsel.ui.datetime_format import day_text, when_text
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.models import JobWeek, TimeSpan
from handsel.work.hours.weeks import BLOCK, SECOND

_DAY = timedelta(days=1)
_MINUTES = BLOCK // timedelta(minutes=1)


@dataclass
class BlockCell:
    """A block with time: its number, place in its hour from 1 to 5, how much of it, and the first span in it.

    `money` is what it costs, where the reader may reject it, and `review` what became of it if rejected.
    """

    start: datetime
    span: int
    number: int
    seconds: int = 0
    money: Money | None = None
    review: Badge | None = None

    @property
    def place(self) -> int:
        """Its place in its hour."""
        return timezone.localtime(self.start).minute // _MINUTES + 1

    @property
    def percent(self) -> int:
        """How much of it was worked."""
        return min(100, 100 * self.seconds // (BLOCK // SECOND))

    @cached_property
    def label(self) -> str:
        """The block in words."""
        words = _("{when}: {length}, not protected")
        named = words.format(when=when_text(self.start), length=duration_text(self.seconds))
        return f"{named}, {self.review.word}" if self.review else named

    @property
    def tone(self) -> str:
        """The tone in which it is shown."""
        return self.review.tone if self.review else "warn"


@dataclass
class DayColumn:
    """A day of the reader, with its blocks by hour and place."""

    day: date
    seconds: int = 0
    hours: dict[int, dict[int, BlockCell]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def length(self) -> str:
        """How long was worked; empty if not at all."""
        return duration_text(self.seconds) if self.seconds else ""

    @property
    def rows(self) -> list[tuple[int, list[BlockCell]]]:
        """The hours with time, in order, and their blocks."""
        return [(hour, list(cells.values())) for hour, cells in sorted(self.hours.items())]


@dataclass(frozen=True)
class WeekGrid:
    """The days of a week, and the hours of the day that the grid shows."""

    days: Sequence[DayColumn]

    @property
    def cells(self) -> list[BlockCell]:
        """Every block with time, in order."""
        return [cell for column in self.days for _hour, cells in column.rows for cell in cells]

    @property
    def hours(self) -> range:
        """From the first hour with time to the last."""
        used = [hour for column in self.days for hour in column.hours]
        return range(min(used), max(used) + 1) if used else range(0)


def days_of(row: JobWeek) -> list[date]:
    """The reader's days that a week touches: eight where theirs begin at another time than the house's."""
    first = timezone.localtime(row.starts_at).date()
    last = timezone.localtime(row.ends_at - SECOND).date()
    return [first + number * _DAY for number in range((last - first).days + 1)]


def week_grid(row: JobWeek, spans: Sequence[TimeSpan]) -> WeekGrid:
    """Sort the time of a week into days, hours and blocks."""
    columns = {day: DayColumn(day) for day in days_of(row)}
    week = row.calendar_week
    for time in spans:
        for part in week.parts(time.span):
            block = week.block(part.number)
            start = timezone.localtime(block.start)
            column = columns[start.date()]
            cell = BlockCell(block.start, time.pk, part.number)
            cell = column.hours[start.hour].setdefault(cell.place, cell)
            cell.seconds += part.span.seconds
            column.seconds += part.span.seconds
    return WeekGrid(list(columns.values()))


def period_text(start: datetime, end: datetime) -> str:
    """When time was: `13:00 to 14:30`, with the day of its end if that is another."""
    first, last = timezone.localtime(start), timezone.localtime(end)
    until = when_text(end, "time")
    if last.date() != first.date():
        until = _("{day}, {time}").format(day=day_text(last.date()), time=until)
    return _("{start} to {end}").format(start=when_text(start, "time"), end=until)
