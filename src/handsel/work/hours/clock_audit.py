"""Audit: every clock of an hourly job is scheduled, with the reminders before it."""

from collections.abc import Iterator

from handsel.kernel.audit import Check
from handsel.people.calendars import house_calendar
from handsel.tasks.models import unscheduled
from handsel.tasks.planned import Planned, plan_faults
from handsel.work.hours import review
from handsel.work.hours.deciding import DROP_BLOCK, PAY_BLOCK
from handsel.work.hours.lifecycle import BlockStage
from handsel.work.hours.models import HourlyPlan, JobWeek, ReviewedBlock, Timesheet
from handsel.work.hours.planning import FUNDING_REMINDER, PLAN, SUBMIT
from handsel.work.hours.review_timer import PAY, REVIEW_REMINDER


def check() -> Check:
    """Each clock and reminder with its task."""
    planning = HourlyPlan.objects.exclude(plans_at=None)
    faults = [
        f"the next week of job {pk} is to be planned, but nothing is scheduled"
        for pk in unscheduled(PLAN, planning, at="plans_at")
    ]
    open_weeks = JobWeek.objects.exclude(submits_at=None)
    faults += [
        f"the timesheet of week {pk} is to be submitted, but nothing is scheduled"
        for pk in unscheduled(SUBMIT, open_weeks, at="submits_at")
    ]
    reviewed = Timesheet.objects.exclude(review_ends_at=None)
    faults += [
        f"timesheet {pk} is to be paid by itself, but nothing is scheduled"
        for pk in unscheduled(PAY, reviewed, at="review_ends_at")
    ]
    counted = planning.count() + open_weeks.count() + reviewed.count()
    for kind, stage in ((DROP_BLOCK, BlockStage.REJECTED), (PAY_BLOCK, BlockStage.CONTESTED)):
        waiting = ReviewedBlock.objects.filter(stage=stage).exclude(ends_at=None)
        counted += waiting.count()
        faults += [
            f"{stage} block {pk} is to be decided by itself, but nothing is scheduled"
            for pk in unscheduled(kind, waiting, at="ends_at")
        ]
    faults += plan_faults(_reminders)
    return Check("every clock of an hourly job is scheduled", counted, faults)


def _reminders() -> Iterator[Planned]:
    """The reminders of reviews that end, and of weeks that are to be funded."""
    calendar = house_calendar()
    for sheet in Timesheet.objects.exclude(review_ends_at=None).select_related("job__policy"):
        own = sheet.job.business_calendar(calendar)
        for days, at in review.reminders(sheet.submitted_at, sheet.review_ends_at, own):
            yield REVIEW_REMINDER, f"{sheet.pk}:{days}", at
    weeks = JobWeek.objects.exclude(submits_at=None).filter(supplement=0)
    for pk, monday in weeks.values_list("pk", "monday"):
        yield FUNDING_REMINDER, pk, review.asks_again_at(monday, calendar)
