"""Bringing a job to its end."""

from handsel.due.models import cancel, schedule
from handsel.work.jobs.acts import JobDeed
from handsel.work.jobs.stages import JobStage

LAPSE = "job.lapse"
ENDING = "job.ending"
REPORT_DUE = "report.due"
REPORT_REMINDER = "report.remind"


def close(deed: JobDeed, stage: JobStage) -> None:
    """Move the job to its last stage and stop the clocks that ran on the whole of it."""
    job = deed.job
    job.move(stage)
    job.closed_at = deed.at
    job.lapses_at = job.ending_at = None
    job.save()
    for kind in (LAPSE, ENDING, REPORT_DUE, REPORT_REMINDER):
        cancel(kind, job.pk)


def return_later(deed: JobDeed) -> None:
    """Have what is held and not delivered return when the policy's days, counted from now, are over."""
    job = deed.job
    job.ending_at = deed.calendar.days_after(deed.at, job.policy.rules.ending_days)
    schedule(ENDING, job.pk, at=job.ending_at)
    job.save()
