"""The next step of an hourly job, as one side reads it."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.ui.datetime_format import day_time, when_time
from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_data
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.pauses import paused_next
from handsel.web.jobs.removal_next import before_removal
from handsel.web.jobs.weeks import reopened_week, week_in_review, week_next, week_to_fund
from handsel.work.hours.review import auto_funds_at
from handsel.work.jobs.lifecycle import Side


def hours_next(job_view: JobView) -> NextStep | None:
    """The next step of an hourly job, unless a removal ends it before that."""
    return before_removal(job_view, _hours_next(job_view))


def _hours_next(job_view: JobView) -> NextStep | None:
    """A timesheet, a pause, a week to fund, or when the next one is.

    The client reads first what is paid or missing; the freelancer reads first what is not funded.
    """
    row, waiting = week_to_fund(job_view), week_in_review(job_view)
    pause, reopened = paused_next(job_view), reopened_week(job_view)
    if reopened is not None and (waiting is None or job_view.side is Side.FREELANCER):
        return week_next(job_view, reopened)
    if waiting is not None and (job_view.side is Side.CLIENT or (row is None and pause is None)):
        return week_next(job_view, waiting)
    if pause is not None:
        return pause
    if row is not None and job_view.side is Side.CLIENT:
        words = _("Fund the week of {day}, {amount}. It is not protected until you fund it")
        text = format_html(words, day=row.html, amount=money_data(row.to_fund))
        return NextStep(text, tone="warn", icon="lock", about=f"week-{row.pk}")
    if row is not None:
        words = _("The week of {day} has no money in escrow until {name} funds it")
        text = format_html(words, day=row.html, name=job_view.other_name)
        return NextStep(text, tone="warn", icon="lock")
    return _next_week(job_view)


def _next_week(job_view: JobView) -> NextStep | None:
    """When the week after the last one is planned, and whether its money moves by itself."""
    terms, last = job_view.terms, max((row.monday for row in job_view.weeks), default=None)
    if not job_view.is_live or last is None or terms is None or terms.hourly is None:
        return None
    monday = job_view.calendar.day_of(job_view.calendar.week_ends(last))
    at = auto_funds_at(monday, job_view.calendar)
    if job_view.removal_at is not None and not terms.hourly.auto_fund:
        return None
    if terms.hourly.auto_fund:
        words = _("{amount} for the week of {day} moves into escrow {when}")
    else:
        words = _("The week of {day} needs funding, {amount}, from {when}")
    amount, day = money_data(terms.price), day_time(monday)
    return NextStep(format_html(words, amount=amount, day=day, when=when_time(at)), until=at)
