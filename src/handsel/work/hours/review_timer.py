"""The timer of a review: its end, which pays the timesheet, and its reminders (rules: hourly week 4)."""

from handsel.tasks.models import cancel_each, schedule_each
from handsel.work.hours import review
from handsel.work.hours.models import Timesheet
from handsel.work.jobs.acts import JobContext

PAY = "timesheet.pay"
REVIEW_REMINDER = "timesheet.remind"


def start_review(context: JobContext, sheet: Timesheet) -> None:
    """Schedule the end of a review that begins now, and the reminders that come before it."""
    assert sheet.review_ends_at is not None
    calendar = context.job.business_calendar(context.calendar)
    times = review.reminders(context.at, sheet.review_ends_at, calendar)
    reminders = [(REVIEW_REMINDER, f"{sheet.pk}:{days}", at) for days, at in times]
    schedule_each([(PAY, sheet.pk, sheet.review_ends_at), *reminders])


def stop_review(sheet: Timesheet) -> None:
    """Stop the timer of a review, and its reminders."""
    reminders = [(REVIEW_REMINDER, f"{sheet.pk}:{days}") for days in review.REMINDER_DAYS]
    cancel_each([(PAY, sheet.pk), *reminders])
