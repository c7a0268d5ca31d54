"""The days of a week in the reader's time zone, with the blocks in which there is time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.ui.badges import Badge
from handsel.ui.datetime_format import day_text
from handsel.ui.money_format import money_text
from handsel.web.hours.protection_words import protection_text
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.models import JobWeek, TimeSpan
from handsel.work.hours.protection import BlockVerdict
from handsel.work.hours.weeks import BLOCK, SECOND, Span

_DAY = timedelta(days=1)
_MINUTES = BLOCK // timedelta(minutes=1)
_PLACES = timedelta(hours=1) // BLOCK
_LINK = '<a {} href="#{}" title="{}" style="{}"><span class="hide">{}</span></a>'
_BOX = (
    '<input type="checkbox" {} name="block" value="{}" data-minor="{}" '
    'style="{}" aria-label="{}, {}" title="{}">'
)
_PROTECTED, _AWAITED = mark_safe('class="seg busy"'), mark_safe('class="seg mute"')
_OTHER = mark_safe('class="seg warn manual"')
_REVIEWED = 'class="seg {} manual"'
_HOUR = '<div class="hour" style="--hr: {}"><span aria-hidden="true">{}:00</span>{}</div>'
"""A block as a link to its time, and as a box to select; an hour with its blocks. A page has hundreds."""


@dataclass
class BlockCell:
    """A block with time: its number, place in its hour from 1 to 5, how much of it, and the first span in it.

    An hour that comes twice, as clocks go back, has places to 10. `start` is in the reader's time. `money` is
    what it costs, where the reader may reject or dispute it, and `review` what became of it if that was done.
    """

    start: datetime
    span: int
    number: int
    verdict: BlockVerdict
    seconds: int = 0
    money: Money | None = None
    review: Badge | None = None

    @property
    def place(self) -> int:
        """Its place in its hour."""
        return self.start.minute // _MINUTES + 1 + self.start.fold * _PLACES

    @property
    def percent(self) -> int:
        """How much of it was worked."""
        return min(100, 100 * self.seconds // (BLOCK // SECOND))

    def html(self, day: str) -> SafeString:
        """The block on the page: a box to select where it has a price, else a link to its time or review."""
        label, shape = escape(self._label(day)), mark_safe(f"--n: {self.place}; --a: {self.percent}")
        if self.money is not None:
            price = money_text(self.money)
            return format_html(_BOX, self._look, self.number, self.money.minor, shape, label, price, label)
        tone, target = (self.review.tone, "blocks") if self.review else ("", f"time-{self.span}")
        look = format_html(_REVIEWED, tone) if tone else self._look
        return format_html(_LINK, look, mark_safe(target), label, shape, label)

    @property
    def _look(self) -> SafeString:
        """Its look: only what is protected is solid."""
        if self.verdict.is_awaited:
            return _AWAITED
        return _PROTECTED if self.verdict.is_protected else _OTHER

    def _label(self, day: str) -> str:
        """The block in words."""
        words = _("{day}, {hour}: {length}, {protection}")
        if self.start.fold:
            words = _("{day}, {hour} the second time: {length}, {protection}")
        length, protection = duration_text(self.seconds), protection_text(self.verdict)
        named = words.format(day=day, hour=f"{self.start:%H:%M}", length=length, protection=protection)
        return f"{named}, {self.review.word}" if self.review else named


@dataclass
class DayColumn:
    """A day of the reader, with its blocks by hour and place."""

    day: date
    label: str = ""
    seconds: int = 0
    hours: dict[int, dict[int, BlockCell]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def length(self) -> str:
        """How long was worked; empty if not at all."""
        return duration_text(self.seconds) if self.seconds else ""

    @property
    def cells(self) -> list[BlockCell]:
        """Its blocks, in order."""
        return [cell for _hour, cells in sorted(self.hours.items()) for cell in cells.values()]

    @property
    def selectable(self) -> str:
        """The numbers of its blocks that may be selected, as `blocks.js` reads them."""
        return " ".join(str(cell.number) for cell in self.cells if cell.money is not None)

    @property
    def html(self) -> SafeString:
        """The hours with time, in order, and their blocks, on the page."""
        day = day_text(self.day)
        rows = [
            (hour, f"{hour:02}", mark_safe("".join(cell.html(day) for cell in cells.values())))
            for hour, cells in sorted(self.hours.items())
        ]
        return format_html_join("", _HOUR, rows)


@dataclass(frozen=True)
class WeekGrid:
    """The days of a week, and the hours of the day that the grid shows."""

    days: Sequence[DayColumn]

    @property
    def cells(self) -> list[BlockCell]:
        """Every block with time, in order."""
        return [cell for column in self.days for cell in column.cells]

    @cached_property
    def hours(self) -> range:
        """From the first hour with time to the last."""
        used = [hour for column in self.days for hour in column.hours]
        return range(min(used), max(used) + 1) if used else range(0)


def day_label(day: date, week: Span | None) -> str:
    """A day; of one that belongs to two weeks, with the time at which this week begins or ends."""
    start, end = (timezone.localtime(at) for at in (week.start, week.end)) if week else (None, None)
    if start and start.date() == day and start.time() != time():
        return _("{day}, from {time}").format(day=day_text(day), time=f"{start:%H:%M}")
    if end and end.date() == day:
        return _("{day}, until {time}").format(day=day_text(day), time=f"{end:%H:%M}")
    return day_text(day)


def days_of(row: JobWeek) -> list[date]:
    """The reader's days that a week touches: eight where theirs begin at another time than the house's."""
    first = timezone.localtime(row.starts_at).date()
    last = timezone.localtime(row.ends_at - SECOND).date()
    return [first + number * _DAY for number in range((last - first).days + 1)]


def week_grid(row: JobWeek, spans: Sequence[TimeSpan], verdicts: Mapping[int, BlockVerdict]) -> WeekGrid:
    """Sort the time of a week into days, hours and blocks; `verdicts` has what holds of each block."""
    week = row.calendar_week
    columns = {day: DayColumn(day, day_label(day, week.span)) for day in days_of(row)}
    for row_time in spans:
        for part in week.parts(row_time.span):
            block = week.block(part.number)
            start = timezone.localtime(block.start)
            column = columns[start.date()]
            cell = BlockCell(start, row_time.pk, part.number, verdicts[part.number])
            cell = column.hours[start.hour].setdefault(cell.place, cell)
            cell.seconds += part.span.seconds
            column.seconds += part.span.seconds
    return WeekGrid(list(columns.values()))
