"""When milestones are released and reports are due, as pure functions.

rules: fixed price 2; rules: fixed price 3.
"""

from datetime import date, datetime, timedelta

from handsel.kernel.calendar import DAY, Calendar

REDELIVERY_DAYS_MIN = 3
FIRST_REPORT_DAYS_MIN = 3
REMINDER_DAYS = (7, 3, 1)
WEEK = 7 * DAY


def days_left(stopped: datetime, release_at: datetime, calendar: Calendar) -> int:
    """The full calendar days that were left on a timer when it was stopped."""
    last = calendar.day_of(release_at) - DAY
    return max((last - calendar.day_of(stopped)).days, 0)


def reminders(started: datetime, release_at: datetime) -> list[tuple[int, datetime]]:
    """When to remind of a release: 7, 3 and 1 days before, and never before the timer's start."""
    times = [(days, release_at - days * DAY) for days in REMINDER_DAYS]
    return [(days, at) for days, at in times if at > started]


def first_report_week(bound: datetime, calendar: Calendar) -> date:
    """The Monday of the first week that must have a report."""
    return calendar.first_sunday(bound, days_min=FIRST_REPORT_DAYS_MIN) - timedelta(days=6)


def days_late(due: date, today: date) -> int:
    """How many days a due day is over; 0 up to the end of that day."""
    return max((today - due).days, 0)


def pace(*, percent: int, percent_before: int, day: date, days_between: int) -> date | None:
    """The day on which a milestone is done at its reported pace; None without progress."""
    gained = percent - percent_before
    if gained <= 0 or percent >= 100:
        return None
    return day + -(-(100 - percent) * days_between // gained) * DAY
