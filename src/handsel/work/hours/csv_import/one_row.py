"""The time in one row of a table."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from handsel.work.hours.csv_import.cells import DayOrder, day_in, hours_in, seconds_in, time_in
from handsel.work.hours.csv_import.columns import ColumnRole, Columns
from handsel.work.hours.csv_import.faults import RowFault
from handsel.work.hours.csv_import.instants import instants_of
from handsel.work.hours.csv_import.table import TableRow
from handsel.work.hours.weeks import SECOND, Span

MEMO_LENGTH_MAX = 400
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reading:
    """How a person wants a file to be read.

    `first_start` is when each day begins in a file without starts: its rows then follow each other. `only`
    keeps the rows that have a value in a column, such as one person's; `memo` is for rows that say nothing.
    """

    columns: Columns
    order: DayOrder
    zone: tzinfo
    first_start: time | None = None
    only: dict[ColumnRole, str] = field(default_factory=dict)
    memo: str = ""


@dataclass(frozen=True, order=True)
class ReadTime:
    """Time that a row says, with its line and what was done."""

    span: Span
    line: int
    memo: str


class RowRefused(Exception):
    """A row that is not taken over."""

    def __init__(self, fault: RowFault, text: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.text = text


def read_row(row: TableRow, reading: Reading, ends: dict[date, datetime]) -> ReadTime:
    """The time that a row says; raises `RowRefused`.

    `ends` is when the last row of each day ended, and is brought up to date where rows follow each other.
    """
    memo = _memo(row, reading)
    day_text = cell_of(row, reading, ColumnRole.DAY)
    day = day_in(day_text, reading.order)
    if day is None:
        raise RowRefused(RowFault.NO_DAY, day_text)
    span = (
        _placed(row, reading, day, ends)
        if ColumnRole.START not in reading.columns
        else _timed(row, reading, day)
    )
    if span.seconds * SECOND > DAY:
        raise RowRefused(RowFault.TOO_LONG)
    return ReadTime(span, row.line, memo)


def _memo(row: TableRow, reading: Reading) -> str:
    texts = (cell_of(row, reading, role) for role in (ColumnRole.MEMO, ColumnRole.TASK, ColumnRole.PROJECT))
    memo = next(filter(None, texts), "") or reading.memo
    if not memo:
        raise RowRefused(RowFault.NO_MEMO)
    if len(memo) > MEMO_LENGTH_MAX:
        raise RowRefused(RowFault.LONG_MEMO, memo[:40])
    return memo


def _placed(row: TableRow, reading: Reading, day: date, ends: dict[date, datetime]) -> Span:
    """The span of a row without a start: after the one before it of that day."""
    length = _length(row, reading)
    if not length:
        raise RowRefused(RowFault.NO_LENGTH, _length_text(row, reading))
    first = reading.first_start
    if first is None:
        raise RowRefused(RowFault.NO_START)
    start = ends.get(day) or next(instants_of(day, first, reading.zone), None)
    if start is None:
        raise RowRefused(RowFault.NEVER, str(first))
    ends[day] = start + length
    return Span(start, ends[day])


def _timed(row: TableRow, reading: Reading, day: date) -> Span:
    """The span of a row with a start: its length and its end must agree."""
    text = cell_of(row, reading, ColumnRole.START)
    read = time_in(text)
    if read is None:
        raise RowRefused(RowFault.NO_START, text)
    starts = list(instants_of(day, read[0], reading.zone))
    if not starts:
        raise RowRefused(RowFault.NEVER, text)
    if not cell_of(row, reading, ColumnRole.END):
        length = _length(row, reading)
        if not length:
            raise RowRefused(RowFault.NO_LENGTH, _length_text(row, reading))
        return Span(starts[0], starts[0] + length)
    return _agreeing(row, reading, day, starts)


def _agreeing(row: TableRow, reading: Reading, day: date, starts: list[datetime]) -> Span:
    """The first span, of those that a clock which is set back makes possible, whose parts agree."""
    text = cell_of(row, reading, ColumnRole.END)
    ends = _ends(row, reading, day, starts[0])
    spans = [Span(start, end) for start in starts for end in ends if end > start]
    if not spans:
        raise RowRefused(RowFault.NOT_AFTER, text)
    length_text = _length_text(row, reading)
    if not length_text:
        return spans[0]
    length = _length(row, reading)
    if length is None:
        raise RowRefused(RowFault.NO_LENGTH, length_text)
    slack = _slack(row, reading)
    fitting = [span for span in spans if abs(span.seconds * SECOND - length) <= slack]
    if not fitting:
        raise RowRefused(RowFault.END_DIFFERS, f"{text} / {length_text}")
    span = fitting[0]
    return (
        Span(span.start, span.start + length)
        if cell_of(row, reading, ColumnRole.DURATION) and length
        else span
    )


def _ends(row: TableRow, reading: Reading, day: date, start: datetime) -> list[datetime]:
    text = cell_of(row, reading, ColumnRole.END)
    day_text = cell_of(row, reading, ColumnRole.END_DAY)
    last_day = day_in(day_text, reading.order) if day_text else day
    read = time_in(text)
    if last_day is None or read is None:
        raise RowRefused(RowFault.NO_LENGTH, text if last_day else day_text)
    ends = list(instants_of(last_day, read[0], reading.zone))
    if not day_text and ends and ends[-1] <= start:
        ends = list(instants_of(day + DAY, read[0], reading.zone))
    if not ends:
        raise RowRefused(RowFault.NEVER, text)
    return ends


def _length_text(row: TableRow, reading: Reading) -> str:
    return cell_of(row, reading, ColumnRole.DURATION) or cell_of(row, reading, ColumnRole.HOURS)


def _length(row: TableRow, reading: Reading) -> timedelta | None:
    """How long a row says it is; hours, minutes and seconds win over a number of hours."""
    written = cell_of(row, reading, ColumnRole.DURATION)
    if written:
        seconds = seconds_in(written)
    else:
        hours = hours_in(cell_of(row, reading, ColumnRole.HOURS))
        seconds = hours[0] if hours else None
    return timedelta(seconds=seconds) if seconds is not None else None


def _slack(row: TableRow, reading: Reading) -> timedelta:
    """By how much a length may differ from start to end: by what its columns leave out."""
    texts = (cell_of(row, reading, ColumnRole.START), cell_of(row, reading, ColumnRole.END))
    has_seconds = all((read := time_in(text)) is not None and read[1] for text in texts)
    slack = timedelta() if has_seconds else MINUTE - SECOND
    hours = hours_in(_length_text(row, reading))
    return slack + timedelta(seconds=int(hours[1])) if hours else slack


def cell_of(row: TableRow, reading: Reading, role: ColumnRole) -> str:
    """What a row has in the column of a role; empty where it has none."""
    place = reading.columns.get(role, len(row.cells))
    return row.cells[place] if place < len(row.cells) else ""
