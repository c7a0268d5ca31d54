"""When a week is funded, its timesheet submitted and its review over (rules: hourly week 1, 3 and 4)."""

from datetime import date, datetime, time

from handsel.kernel.calendar import DAY, Calendar

WEEK = 7 * DAY
AUTO_FUND = time(18)
ASK_AGAIN = time(9)
SUBMIT = time(7)
FIRST_DAY_BEFORE = time(9)
"""A timesheet that is submitted before this counts its day as the first of the review."""
RESUBMIT_DAYS = 2
CONTEST_DAYS = 5
INSIST_DAYS = 3
REMINDER_DAYS = (2, 1)


def auto_funds_at(monday: date, calendar: Calendar) -> datetime:
    """When the week that begins on a Monday is funded by itself: Sunday 18:00 before it."""
    return calendar.instant(monday - DAY, AUTO_FUND)


def asks_again_at(monday: date, calendar: Calendar) -> datetime:
    """When the client of a week that is short is asked once more: Monday 09:00."""
    return calendar.instant(monday, ASK_AGAIN)


def submits_at(monday: date, calendar: Calendar) -> datetime:
    """When the timesheet of a week is submitted by itself: Monday 07:00 after it."""
    return calendar.instant(monday + WEEK, SUBMIT)


def held_until(monday: date, calendar: Calendar) -> datetime:
    """Until when the freelancer may hold a timesheet at most: a week longer."""
    return calendar.instant(monday + 2 * WEEK, SUBMIT)


def late_time_submits_at(arrived: datetime, calendar: Calendar) -> datetime:
    """When a supplementary timesheet of late time is submitted: the next business day, 07:00."""
    return calendar.instant(calendar.next_business_day(calendar.day_of(arrived)), SUBMIT)


def resubmits_at(reopened: datetime, calendar: Calendar) -> datetime:
    """When a reopened timesheet is submitted again by itself."""
    return calendar.business_days_after(reopened, RESUBMIT_DAYS)


def first_day(submitted: datetime, calendar: Calendar) -> date:
    """The first day of a review: that of the submission if it is a business day and before 09:00."""
    day = calendar.day_of(submitted)
    if calendar.is_business(day) and submitted < calendar.instant(day, FIRST_DAY_BEFORE):
        return day
    return calendar.next_business_day(day)


def review_ends(submitted: datetime, *, days: int, calendar: Calendar) -> datetime:
    """When an unanswered timesheet is paid: 24:00 of the last business day of its review."""
    if days < 1:
        raise ValueError("a review has at least a day")
    day = first_day(submitted, calendar)
    for _ in range(days - 1):
        day = calendar.next_business_day(day)
    return calendar.end_of(day)


def reminders(submitted: datetime, ends: datetime, calendar: Calendar) -> list[tuple[int, datetime]]:
    """When to remind of a review: as its last 2 and its last business day begin, if it has begun by then."""
    times, day = {}, calendar.day_of(ends)
    for days in range(1, max(REMINDER_DAYS) + 1):
        day -= DAY
        while not calendar.is_business(day):
            day -= DAY
        times[days] = calendar.start_of(day)
    return [(days, times[days]) for days in REMINDER_DAYS if times[days] > submitted]


def contest_ends(rejected: datetime, calendar: Calendar) -> datetime:
    """Until when the freelancer may contest a rejection; then the money returns to the client."""
    return calendar.business_days_after(rejected, CONTEST_DAYS)


def insist_ends(contested: datetime, calendar: Calendar) -> datetime:
    """Until when the client may insist on a contested rejection; silence pays."""
    return calendar.business_days_after(contested, INSIST_DAYS)


def first_monday(start: date, today: date) -> date:
    """The Monday of the first week of a job that starts on a day, or has been agreed to since."""
    day = max(start, today)
    return day - day.weekday() * DAY
