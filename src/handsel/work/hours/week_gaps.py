"""What may be forgotten in a week, by the weeks before it; it is only asked about (rules: hourly week 3)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from handsel.kernel.calendar import Calendar
from handsel.work.hours.weeks import Span

WEEKS_COMPARED = 3
WEEKS_MIN = 2
"""With fewer weeks before it, nothing is usual yet."""


@dataclass(frozen=True)
class WeekGap:
    """Days without time on which there always was some, or how much less there is than usual, in seconds."""

    weeks: int
    days: tuple[date, ...] = ()
    seconds: int = 0
    usual: int = 0


def week_gap(
    this: Mapping[date, int],
    before: Iterable[Mapping[date, int]],
    *,
    days_over: Iterable[date],
    is_over: bool,
    limit: int,
) -> WeekGap | None:
    """What looks forgotten in a week; each week says its seconds by day, those before it on the days of this.

    Weeks without time are not compared. Little is less than half of what is usual, which is never more than
    the limit of the week; it is asked of once the week is over.
    """
    usual_weeks = [week for week in before if any(week.values())]
    if len(usual_weeks) < WEEKS_MIN:
        return None
    empty = [day for day in days_over if not this.get(day) and all(week.get(day) for week in usual_weeks)]
    if empty:
        return WeekGap(len(usual_weeks), tuple(empty))
    seconds = sum(this.values())
    usual = min(limit, sum(sum(week.values()) for week in usual_weeks) // len(usual_weeks))
    if is_over and 2 * seconds < usual:
        return WeekGap(len(usual_weeks), seconds=seconds, usual=usual)
    return None


def seconds_by_day(spans: Iterable[Span], calendar: Calendar) -> Mapping[date, int]:
    """How much of some time lies on each day of a calendar."""
    seconds: Counter[date] = Counter()
    for span in spans:
        start = span.start
        while start < span.end:
            day = calendar.day_of(start)
            part = Span(start, min(span.end, calendar.end_of(day)))
            seconds[day] += part.seconds
            start = part.end
    return seconds
