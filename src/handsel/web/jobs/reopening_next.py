"""What comes next with a timesheet that is asked to be reopened, was reopened or held back, or is late."""

from dataclasses import replace

from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.ui.datetime_format import when_time
from handsel.ui.job_header import NextStep
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.review_ends import review_ends
from handsel.work.hours.models import JobWeek
from handsel.work.jobs.lifecycle import Side


def waits_for_answer(job_view: JobView, row: JobWeek) -> bool:
    """Whether the other side asks the reader to reopen a timesheet in review."""
    return row.sheet.reopening_by not in {"", job_view.side}


def reopening_next(job_view: JobView, row: JobWeek) -> NextStep | None:
    """What an open request does until it is answered; none if there is none."""
    sheet = row.sheet
    if not sheet.reopening_by or sheet.review_ends_at is None:
        return None
    waits, otherwise = waits_for_answer(job_view, row), review_ends(job_view, row)
    if waits:
        words = _("{name} asks to reopen the timesheet. Without an answer, {otherwise}")
    else:
        words = _("You asked to reopen the timesheet. Without an answer, {otherwise}")
    text = format_html(words, name=job_view.other_name, otherwise=otherwise.words)
    return replace(otherwise, words=text, tone="warn" if waits else "busy", icon="pen")


def delayed_next(job_view: JobView, row: JobWeek) -> NextStep | None:
    """When a timesheet that was reopened or held back, or of late time, is submitted by itself; else none."""
    if row.submits_at is None or (row.ends_at > job_view.now and not row.supplement):
        return None
    if row.is_reopened:
        words, icon = _("The timesheet was reopened. It is submitted again {when} at the latest"), "pen"
    elif row.held_at is not None:
        words, icon = _("The timesheet is held back. It is submitted {when} at the latest"), "wait"
    elif row.supplement:
        words, icon = _("Late time. Its timesheet is submitted {when} at the latest"), "wait"
    else:
        return None
    text = format_html(words, when=when_time(row.submits_at))
    tone = "warn" if job_view.side is Side.FREELANCER else "busy"
    return NextStep(text, tone=tone, icon=icon, until=row.submits_at)
