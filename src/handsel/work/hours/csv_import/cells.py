"""What cells say: days in an order that the whole file shows, times of day, and durations."""

import re
from collections.abc import Iterable
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

HOUR_SECONDS = 3_600
CELL_LENGTH_MAX = 64
"""More of a cell is not looked at for a day or a time."""
YEARS = range(2000, 2100)
SECONDS_FROM = 25
"""A whole number from here on is of seconds, and not of hours: no row has 25 hours."""

_NUMBERS = re.compile(r"(\d{1,4})[-/. ]+(\d{1,2})[-/. ]+(\d{1,4})[.]?(?:[T ].*)?", re.ASCII)
_TIME = re.compile(
    r"(?:.*[T ])?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?(?:[.,]0+)? ?([ap])?\.?(?:m\.?)?", re.I | re.A
)
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_UNITS = re.compile(r"(?:(\d{1,4}) ?h)? ?(?:(\d{1,3}) ?m(?:in)?)? ?(?:(\d{1,3}) ?s)?", re.I | re.A)
_DECIMAL = re.compile(r"\d{1,7}(?:[.,]\d{1,6})?", re.ASCII)


class DayOrder(StrEnum):
    """In which order a file writes its days."""

    YEAR_FIRST = "year first"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


def orders_of(texts: Iterable[str]) -> list[DayOrder]:
    """The orders in which every day of a file is one: none, one, or two, of which a person chooses."""
    left = list(DayOrder)
    for text in dict.fromkeys(texts):
        left = [order for order in left if day_in(text, order) is not None]
    return left


def day_in(text: str, order: DayOrder) -> date | None:
    """A day as a cell has it, whatever stands between its numbers; a time behind it is left out."""
    match = _NUMBERS.fullmatch(text[:CELL_LENGTH_MAX])
    if match is None:
        return None
    first, second, third = match.groups()
    year, month, day = {
        DayOrder.YEAR_FIRST: (first, second, third),
        DayOrder.DAY_FIRST: (third, second, first),
        DayOrder.MONTH_FIRST: (third, first, second),
    }[order]
    if len(year) not in {2, 4} or len(month) > 2 or len(day) > 2:
        return None
    if len(year) == 2 and order is DayOrder.YEAR_FIRST:
        return None
    try:
        read = date(int(year) + (2_000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
    return read if read.year in YEARS else None


def time_in(text: str) -> tuple[time, bool] | None:
    """A time of day, and whether it has seconds; a day before it is left out, AM and PM are understood."""
    match = _TIME.fullmatch(text[:CELL_LENGTH_MAX])
    if match is None:
        return None
    hour, minute, second, half = match.groups()
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    try:
        return time(hours, int(minute), int(second or 0)), second is not None
    except ValueError:
        return None


def seconds_in(text: str) -> int | None:
    """A duration in seconds: `1:41:00`, `1:41`, `1 h 41 min`, or a number of hours or seconds."""
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        clock = _UNITS.fullmatch(text)
    if clock is not None and any(clock.groups()):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return hours * HOUR_SECONDS + minutes * 60 + seconds
    if _DECIMAL.fullmatch(text) and text.isdecimal() and int(text) >= SECONDS_FROM:
        return int(text)
    hours_read = hours_in(text)
    return hours_read[0] if hours_read else None


def hours_in(text: str) -> tuple[int, Decimal] | None:
    """Hours with decimals as seconds, and by how many seconds at most they were rounded already."""
    if _DECIMAL.fullmatch(text) is None:
        return None
    hours = Decimal(text.replace(",", "."))
    exponent = hours.as_tuple().exponent
    rounded = HOUR_SECONDS * Decimal(10) ** int(exponent) / 2
    return int((hours * HOUR_SECONDS).quantize(Decimal(1), ROUND_HALF_UP)), rounded
