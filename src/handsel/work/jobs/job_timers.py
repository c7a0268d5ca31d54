"""Bringing a job to its end."""

from handsel.kernel.calendar import DAY
from handsel.record.compiled import keep
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
    """Move the job to its last stage and stop the clocks that ran on the whole of it."""
    job = context.job
    job.move(stage)
    job.closed_at = context.at
    job.lapses_at = job.ending_at = None
    keep(job)
    clocks = [(kind, job.pk) for kind in (ENDING, REPORT_DUE, REPORT_REMINDER)]
    cancel_each([*clocks, *_lapsing(job)])


def schedule_lapse(context: JobContext) -> None:
    """Let the award lapse when the policy's days, counted from now, are over; remind of it before."""
    job = context.job
    job.lapses_at = context.calendar.days_after(context.at, job.policy.rules.award_lapse_days)
    times = [(days, job.lapses_at - days * DAY) for days in LAPSE_REMINDER_DAYS]
    reminders = [(LAPSE_REMINDER, f"{job.pk}:{days}", at) for days, at in times if at > context.at]
    schedule_each([(LAPSE, job.pk, job.lapses_at), *reminders])
    keep(job)


def cancel_lapse(job: Job) -> None:
    """Stop the clock of an award, and its reminders."""
    cancel_each(_lapsing(job))


def schedule_return(context: JobContext) -> None:
    """Have what is held and not delivered return when the policy's days, counted from now, are over."""
    job = context.job
    job.ending_at = context.calendar.days_after(context.at, job.policy.rules.ending_days)
    schedule(ENDING, job.pk, at=job.ending_at)
    keep(job)


def _lapsing(job: Job) -> list[tuple[str, Subject]]:
    """The duties of the clock of an award."""
    reminders = [(LAPSE_REMINDER, f"{job.pk}:{days}") for days in LAPSE_REMINDER_DAYS]
    return [(LAPSE, job.pk), *reminders]
