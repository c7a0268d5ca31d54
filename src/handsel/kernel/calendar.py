"""Days, weeks and deadlines in the house's time zone (rules: policy 2).

Returned instants are in UTC: Python compares and subtracts two times of one zone by wall clock, which is an
hour off across a DST change.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SUNDAY = 6
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """A time zone, and the dates that are days off like a weekend."""

    zone: ZoneInfo
    days_off: frozenset[date] = frozenset()

    def day_of(self, instant: datetime) -> date:
        """The calendar day in which an instant falls."""
        return instant.astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        """The first instant of a day, in UTC: its 00:00, which is also the day before's 24:00."""
        return self.instant(day, time())

    def instant(self, day: date, clock: time) -> datetime:
        """When a clock on the wall shows this time on a day, in UTC; the first of two, and after a gap."""
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)

    def end_of(self, day: date) -> datetime:
        """The end (24:00) of a day."""
        return self.start_of(day + DAY)

    def deadline(self, instant: datetime, days: int) -> datetime:
        """24:00 of the nth calendar day after an instant (rules: policy 2).

        With days off, a deadline never ends on one, nor on a weekend, but with the next business day
        (rules: policy 3).
        """
        day = self.day_of(instant) + days * DAY
        while self.days_off and not self.is_business(day):
            day += DAY
        return self.end_of(day)

    def business_days_after(self, instant: datetime, days: int) -> datetime:
        """24:00 of the nth business day after an instant."""
        day = self.day_of(instant)
        left = days
        while left:
            day += DAY
            left -= self.is_business(day)
        return self.end_of(day)

    def next_business_day(self, day: date) -> date:
        """The first business day after a day."""
        day += DAY
        while not self.is_business(day):
            day += DAY
        return day

    def is_business(self, day: date) -> bool:
        """Whether a day is neither on a weekend nor a day off."""
        return day.weekday() < 5 and day not in self.days_off

    def week_of(self, instant: datetime) -> date:
        """The Monday of the week in which an instant falls."""
        day = self.day_of(instant)
        return day - day.weekday() * DAY

    def week_ends(self, monday: date) -> datetime:
        """The end of a week: Sunday 24:00."""
        return self.end_of(monday + SUNDAY * DAY)

    def first_sunday(self, instant: datetime, *, days_min: int) -> date:
        """The first Sunday at least `days_min` days after an instant."""
        day = self.day_of(instant) + days_min * DAY
        return day + (SUNDAY - day.weekday()) % 7 * DAY
