"""Pausing an hourly job, by either side or for want of money, and resuming it (rules: hourly week 6)."""

from django.db.models import QuerySet

from handsel.kernel import identifiers
from handsel.kernel.json import Facts
from handsel.work.hours.entries import pauses as entries
from handsel.work.hours.lifecycle import SheetStage
from handsel.work.hours.models import JobPause, Timesheet
from handsel.work.hours.pauses import may_resume
from handsel.work.hours.refusals import PausedByOther, PaymentMissing
from handsel.work.hours.timer import stop_with_job
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import JobStage, Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState


@act(entries.PAUSED, Side.CLIENT, Side.FREELANCER)
def pause_job(context: JobContext, job: Job) -> Facts:
    """Pause the job at once: until it is resumed no timer runs, no time is counted and no week funded."""
    if job.stage != JobStage.WORKING or not job.is_hourly or job.ended_by:
        raise InvalidState
    return {"pause": begin_pause(context, by=context.side).facts(), "job_stage": job.stage}


@act(entries.RESUMED, Side.CLIENT, Side.FREELANCER)
def resume_job(context: JobContext, job: Job) -> Facts:
    """Resume a job that one's own side paused.

    Raises `PausedByOther`, and `PaymentMissing` while a timesheet is short of money.
    """
    pause = JobPause.objects.filter(job=job, ended_at=None).first()
    if pause is None or job.ended_by:
        raise InvalidState
    is_short = _short_sheets(job).exists()
    if not may_resume(context.side, paused_by=Side(pause.by), is_short=is_short):
        raise PaymentMissing if is_short else PausedByOther
    return {"pause": _end_pause(context, pause).facts(), "job_stage": job.stage}


def begin_pause(context: JobContext, *, by: Side) -> JobPause:
    """Let the job stand still from now on, and its timer stop."""
    job = context.job
    job.move(JobStage.PAUSED)
    job.save(force_update=True)
    stop_with_job(context)
    ref, at = identifiers.derived(context.id, "pause"), context.at.replace(microsecond=0)
    pause: JobPause = JobPause.objects.create(job=job, ref=ref, by=by, started_at=at)
    return pause


def end_shortage(context: JobContext, paid: Timesheet) -> JobPause | None:
    """Let a job go on that was paused for want of money, if no other timesheet is short; else None."""
    pause = JobPause.objects.filter(job=context.job, ended_at=None, by=Side.HOUSE).first()
    is_short = _short_sheets(context.job).exclude(pk=paid.pk).exists()
    return None if pause is None or is_short else _end_pause(context, pause)


def _end_pause(context: JobContext, pause: JobPause) -> JobPause:
    context.job.move(JobStage.WORKING)
    context.job.save(force_update=True)
    pause.ended_at = context.at.replace(microsecond=0)
    pause.save(force_update=True)
    return pause


def _short_sheets(job: Job) -> QuerySet[Timesheet]:
    return Timesheet.objects.filter(job=job, missing__gt=0, stage__in=[SheetStage.DUE, SheetStage.SHORT])
