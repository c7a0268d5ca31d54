"""The timer of a review: its end, which pays the timesheet, and its reminders (rules: hourly week 4)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from handsel.tasks.models import Subject, cancel_each, insert_tasks
from handsel.work.hours import review
from handsel.work.hours.models import Timesheet
from handsel.work.jobs.acts import JobContext

PAY = "timesheet.pay"
REVIEW_REMINDER = "timesheet.remind"


def start_reviews(pairs: Sequence[tuple[JobContext, Timesheet]]) -> None:
    """Schedule the end of reviews that begin now, and the reminders that come before it."""
    insert_tasks(task for context, sheet in pairs for task in _tasks(context, sheet))


def stop_reviews(sheets: Sequence[Timesheet]) -> None:
    """Stop the timers of reviews, and their reminders."""
    reminders = [(REVIEW_REMINDER, f"{sheet.pk}:{days}") for sheet in sheets for days in review.REMINDER_DAYS]
    cancel_each([*((PAY, sheet.pk) for sheet in sheets), *reminders])


def _tasks(context: JobContext, sheet: Timesheet) -> Iterator[tuple[str, Subject, datetime]]:
    assert sheet.review_ends_at is not None
    yield PAY, sheet.pk, sheet.review_ends_at
    calendar = context.job.business_calendar(context.calendar)
    for days, at in review.reminders(context.at, sheet.review_ends_at, calendar):
        yield REVIEW_REMINDER, f"{sheet.pk}:{days}", at
