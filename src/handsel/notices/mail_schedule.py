"""When somebody is mailed of what can wait: at once, each hour or each day, and never in quiet hours.

Hours are those on the wall where the person is; results are instants in UTC, later than the one asked from.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from handsel.kernel.calendar import DAY

MORNING = time(8)
HOUR = timedelta(hours=1)


class Frequency(StrEnum):
    """How soon somebody wants to be mailed."""

    AT_ONCE = "at once"
    HOURLY = "hourly"
    DAILY = "daily"
    NEVER = "never"


@dataclass(frozen=True)
class QuietHours:
    """The hours in which somebody is not mailed; they may go over midnight."""

    start: time
    end: time

    def holds(self, clock: time) -> bool:
        """Whether it is quiet at a time of day."""
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


@dataclass(frozen=True)
class MailSchedule:
    """What somebody chose: how soon, and when not."""

    frequency: Frequency = Frequency.AT_ONCE
    quiet: QuietHours | None = None

    def mail_at(self, noticed_at: datetime, zone: ZoneInfo) -> datetime | None:
        """When to mail a notice of that instant; None is never."""
        due = self._due(noticed_at, zone)
        if due is None or self.quiet is None or not self.quiet.holds(due.astimezone(zone).time()):
            return due
        return _next(due, self.quiet.end, zone)

    def _due(self, noticed_at: datetime, zone: ZoneInfo) -> datetime | None:
        match self.frequency:
            case Frequency.AT_ONCE:
                return noticed_at
            case Frequency.HOURLY:
                return _next_hour(noticed_at, zone)
            case Frequency.DAILY:
                return _next(noticed_at, MORNING, zone)
            case Frequency.NEVER:
                return None


def _next_hour(after: datetime, zone: ZoneInfo) -> datetime:
    begun = after.astimezone(zone)
    past = timedelta(minutes=begun.minute, seconds=begun.second, microseconds=begun.microsecond)
    return after.astimezone(UTC) - past + HOUR


def _next(after: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """The next instant at which it is that time of day; one that a change of clocks skips comes after it."""
    day = after.astimezone(zone).date()
    falls = (
        datetime.combine(when, clock.replace(fold=fold), tzinfo=zone).astimezone(UTC)
        for when in (day, day + DAY, day + 2 * DAY)
        for fold in (0, 1)
    )
    return next(instant for instant in falls if instant > after)
