"""The pause of an hourly job, as one side reads it: who paused it, since when, and who may resume it."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.kernel.money import Money, total
from handsel.ui.datetime_format import when_time
from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_data
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.milestone_next import late_text
from handsel.work.hours.models import JobPause
from handsel.work.hours.pauses import may_resume
from handsel.work.jobs.lifecycle import JobStage, Side
from handsel.work.milestones.schedule import days_late


def paused_word(job_view: JobView) -> str:
    """The state of a job that is paused: by whom."""
    by = _by(job_view.pause)
    if by is Side.HOUSE:
        return _("Paused")
    if by is job_view.side:
        return _("Paused by you")
    return _("Paused by {name}").format(name=job_view.other_name)


def paused_next(job_view: JobView) -> NextStep | None:
    """Since when a job is paused, and what it waits for; None if it is not."""
    pause = job_view.pause
    if pause is None:
        return None
    missing = _(
        "Paused since {when}. {amount} is missing for a timesheet: the job resumes when {name} pays it"
    )
    if job_view.side is Side.CLIENT:
        missing = _(
            "Paused since {when}. {amount} is missing for a timesheet: the job resumes when you pay it"
        )
    words = {
        Side.HOUSE: missing,
        job_view.side: _("Paused by you since {when}. Only you can resume it"),
        job_view.other: _("Paused by {name} since {when}. Only {name} can resume it"),
    }[_by(pause)]
    when, amount = when_time(pause.started_at), money_data(missing_of(job_view))
    text = format_html(words, name=job_view.other_name, when=when, amount=amount)
    days = days_short(job_view)
    if not days:
        return NextStep(text, tone="warn", icon="wait")
    return NextStep(format_html("{}. {}", late_text(days), text), tone="bad", icon="wait")


def missing_of(job_view: JobView) -> Money:
    """What the timesheets of a job are short of together."""
    sheets = [getattr(row, "sheet", None) for row in job_view.weeks]
    return total((sheet.missing_money for sheet in sheets if sheet and sheet.is_short), job_view.job.currency)


def days_short(job_view: JobView) -> int:
    """How many days the client owes what was missing for a timesheet: the job is paused since then."""
    pause, calendar = job_view.pause, job_view.calendar
    if pause is None or _by(pause) is not Side.HOUSE:
        return 0
    return days_late(calendar.day_of(pause.started_at), calendar.day_of(job_view.now))


def short_next(missing: Money, days: int) -> NextStep:
    """What a timesheet is short of, and for how many days."""
    if not days:
        words = _("{amount} is missing to pay the timesheet, and the job is paused")
        return NextStep(format_html(words, amount=money_data(missing)), tone="warn", icon="lock")
    words = _("{late}. {amount} is missing to pay the timesheet, and the job is paused")
    text = format_html(words, late=late_text(days), amount=money_data(missing))
    return NextStep(text, tone="bad", icon="lock")


def pause_choice(job_view: JobView) -> dict[str, object]:
    """What a page offers: to pause the job, to resume it, or neither, and since when it is paused."""
    return {
        "can_pause": _can_pause(job_view),
        "can_resume": _can_resume(job_view),
        "since": paused_next(job_view),
    }


def _can_pause(job_view: JobView) -> bool:
    job = job_view.job
    return job.is_hourly and job.stage == JobStage.WORKING and not job.ended_by


def _can_resume(job_view: JobView) -> bool:
    if job_view.pause is None or job_view.job.ended_by:
        return False
    missing = missing_of(job_view)
    return may_resume(job_view.side, paused_by=_by(job_view.pause), is_short=bool(missing))


def _by(pause: JobPause | None) -> Side:
    return Side(pause.by) if pause is not None else Side.HOUSE
