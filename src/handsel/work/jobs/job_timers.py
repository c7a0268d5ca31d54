"""Closing a job, and the timers that run on the whole of it."""

from datetime import datetime

from handsel.kernel.calendar import DAY
from handsel.tasks.models import Subject, cancel_each, schedule, schedule_each
from handsel.work.jobs.acts import JobContext
from handsel.work.jobs.lifecycle import JobStage
from handsel.work.jobs.models import Job

LAPSE = "job.lapse"
LAPSE_REMINDER = "job.lapse_soon"
LAPSE_REMINDER_DAYS = (3, 1)
ENDING = "job.ending"
REPORT_DUE = "report.due"
REPORT_REMINDER = "report.remind"


def close(context: JobContext, stage: JobStage) -> None:
    """Move the job to its last stage and stop its timers."""
    job = context.job
    job.move(stage)
    job.closed_at = context.at
    job.lapses_at = job.ending_at = None
    job.save(force_update=True)
    clocks = [(kind, job.pk) for kind in (ENDING, REPORT_DUE, REPORT_REMINDER)]
    cancel_each([*clocks, *_lapse_tasks(job)])


def schedule_lapse(context: JobContext) -> None:
    """Let the award lapse after the policy's days, counted from now, with reminders before."""
    job = context.job
    job.lapses_at = context.deadline(job.policy.rules.award_lapse_days)
    reminders = [task for task in lapse_reminders(job.pk, job.lapses_at) if task[2] > context.at]
    schedule_each([(LAPSE, job.pk, job.lapses_at), *reminders])
    job.save(force_update=True)


def lapse_reminders(pk: int, lapses_at: datetime) -> list[tuple[str, Subject, datetime]]:
    """The reminders that an award lapses, with their times."""
    return [(LAPSE_REMINDER, f"{pk}:{days}", lapses_at - days * DAY) for days in LAPSE_REMINDER_DAYS]


def cancel_lapse(job: Job) -> None:
    """Stop the timer of an award, and its reminders."""
    cancel_each(_lapse_tasks(job))


def schedule_return(context: JobContext) -> None:
    """Schedule the return of what is held and not delivered, after the policy's days from now."""
    job = context.job
    job.ending_at = context.deadline(job.policy.rules.ending_days)
    schedule(ENDING, job.pk, at=job.ending_at)
    job.save(force_update=True)


def _lapse_tasks(job: Job) -> list[tuple[str, Subject]]:
    """The tasks of an award's timer."""
    reminders = [(LAPSE_REMINDER, f"{job.pk}:{days}") for days in LAPSE_REMINDER_DAYS]
    return [(LAPSE, job.pk), *reminders]
