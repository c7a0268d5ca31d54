"""What an hourly job needs of its sides: a timesheet to submit, to answer or to pay, and a week to fund."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.ui.datetime_format import day_text, when_time
from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_text
from handsel.web.jobs.action_item import ActionItem, action_item
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.weeks import week_next, week_to_fund
from handsel.work.hours.lifecycle import TO_WORK, WeekStage


def client_week_items(job_view: JobView) -> Iterator[ActionItem]:
    """The timesheets that the client is to answer, and the week to fund."""
    yield from _sheets(job_view)
    week = week_to_fund(job_view)
    if week is not None:
        title = _("Fund the week of {day}, {amount}")
        title = title.format(day=day_text(week.monday), amount=money_text(week.to_fund))
        then = week_next(job_view, week)
        yield action_item(job_view, "lock", title, page="job-billing", button=_("Fund escrow"), then=then)


def freelancer_week_items(job_view: JobView) -> Iterator[ActionItem]:
    """The weeks that are over, and whose timesheet the freelancer may submit before it submits itself."""
    for row in job_view.weeks:
        if row.stage not in TO_WORK or row.ends_at > job_view.now or row.submits_at is None:
            continue
        title = _("Check and submit the timesheet of the week of {day}").format(day=day_text(row.monday))
        words = format_html(_("It is submitted automatically {when}"), when=when_time(row.submits_at))
        then = NextStep(words, until=row.submits_at)
        item = action_item(job_view, "clock", title, page="timesheet", button=_("Submit"), then=then)
        yield replace(item, href=f"{item.href}?week={row.monday}")


def _sheets(job_view: JobView) -> Iterator[ActionItem]:
    """The timesheets that the client is to answer, or to pay the rest of."""
    for row in job_view.weeks:
        if row.stage != WeekStage.SETTLING:
            continue
        title, button = _("Review the timesheet of the week of {day}"), _("Review timesheet")
        if row.sheet.missing:
            title, button = _("Pay the rest of the week of {day}"), _("Pay the rest")
        title, then = title.format(day=day_text(row.monday)), week_next(job_view, row)
        item = action_item(job_view, "clock", title, page="timesheet", button=button, then=then)
        yield replace(item, href=f"{item.href}?week={row.monday}")
