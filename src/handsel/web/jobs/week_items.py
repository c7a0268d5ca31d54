"""What an hourly job needs of its sides: a timesheet to submit, to answer or to pay, and a week to fund."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.ui.datetime_format import when_time
from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_text
from handsel.web.jobs.action_item import ActionItem, action_item
from handsel.web.jobs.block_next import blocks_text, money_of, own_answers
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.pauses import days_short
from handsel.web.jobs.reopening_next import waits_for_answer
from handsel.web.jobs.review_ends import review_ends
from handsel.web.jobs.weeks import review_next, week_next, week_to_fund
from handsel.work.hours.lifecycle import TO_WORK, WeekStage
from handsel.work.hours.models import JobWeek
from handsel.work.jobs.lifecycle import Side


def client_week_items(job_view: JobView) -> Iterator[ActionItem]:
    """The timesheets that the client is to answer, and the week to fund."""
    yield from _blocks(job_view)
    yield from _reopenings(job_view)
    yield from _sheets(job_view)
    week = week_to_fund(job_view)
    if week is not None:
        title = _("Fund the week of {day}, {amount}")
        title = title.format(day=week.text, amount=money_text(week.to_fund))
        then = _fund_next(job_view, week)
        item = action_item(job_view, "lock", title, page="job-billing", button=_("Fund escrow"), then=then)
        yield replace(item, href=f"{item.href}#week-{week.pk}")


def _fund_next(job_view: JobView, week: JobWeek) -> NextStep:
    """What a week lacks, and until when it can be funded: without an end it would come after all else."""
    then = week_next(job_view, week)
    words = format_html(_("{state}. The week ends {when}"), state=then.words, when=when_time(week.ends_at))
    return replace(then, words=words, until=week.ends_at)


def freelancer_week_items(job_view: JobView) -> Iterator[ActionItem]:
    """The rejections to answer, and the weeks whose timesheet the freelancer may submit before it is due."""
    yield from _blocks(job_view)
    yield from _reopenings(job_view)
    for row in job_view.weeks:
        if row.stage not in TO_WORK or row.ends_at > job_view.now or row.submits_at is None:
            continue
        title = _("Check and submit the timesheet of the week of {day}")
        if row.is_reopened:
            title = _("Change the time of the week of {day}, and submit it again")
        title = title.format(day=row.text)
        words = format_html(_("It is submitted automatically {when}"), when=when_time(row.submits_at))
        then = NextStep(words, until=row.submits_at, about=f"week-{row.pk}")
        item = action_item(job_view, "clock", title, page="timesheet", button=_("Submit"), then=then)
        yield replace(item, href=f"{item.href}?week={row.address}")


def _blocks(job_view: JobView) -> Iterator[ActionItem]:
    """The rejected blocks that the freelancer may contest, and the contested ones that the client answers."""
    for row in job_view.weeks:
        rows = own_answers(job_view, row.sheet) if row.stage == WeekStage.SETTLING else []
        if not rows:
            continue
        if job_view.side is Side.CLIENT:
            title, button = _("{name} contests your rejection of {blocks}, {amount}"), _("Answer")
        else:
            title, button = _("{name} rejected {blocks}, {amount}: contest it, or let it go"), _("Answer")
        amount = money_text(money_of(rows, job_view.job.currency))
        title = title.format(name=job_view.other_name, blocks=blocks_text(len(rows)), amount=amount)
        then = week_next(job_view, row)
        item = action_item(job_view, "flag", title, page="timesheet", button=button, then=then)
        yield replace(item, href=f"{item.href}?week={row.address}#blocks")


def _reopenings(job_view: JobView) -> Iterator[ActionItem]:
    """The timesheets that the other side asks to reopen."""
    for row in job_view.weeks:
        if row.stage == WeekStage.SETTLING and waits_for_answer(job_view, row):
            title = _("{name} asks to reopen the timesheet of the week of {day}")
            title = title.format(name=job_view.other_name, day=row.text)
            then = week_next(job_view, row)
            if row.sheet.review_ends_at is not None:
                then = replace(then, words=review_ends(job_view, row).words)
            item = action_item(job_view, "pen", title, page="timesheet", button=_("Answer"), then=then)
            yield replace(item, href=f"{item.href}?week={row.address}#reopening")


def _sheets(job_view: JobView) -> Iterator[ActionItem]:
    """The timesheets that the client is to answer, or to pay the rest of."""
    for row in job_view.weeks:
        if row.stage != WeekStage.SETTLING or waits_for_answer(job_view, row):
            continue
        if not (row.sheet.review_ends_at or row.sheet.missing):
            continue
        title, button, late = _("Review the timesheet of the week of {day}"), _("Review timesheet"), 0
        if row.sheet.missing:
            title, button = _("Pay the rest of the week of {day}"), _("Pay the rest, {amount}")
            button = button.format(amount=money_text(row.sheet.missing_money))
            late = days_short(job_view)
        elif row.sheet.reopening_by:
            title = _("{name} has not answered your request to reopen the timesheet of the week of {day}")
        title = title.format(name=job_view.other_name, day=row.text)
        then = review_next(job_view, row)
        item = action_item(job_view, "clock", title, page="timesheet", button=button, then=then)
        yield replace(item, href=f"{item.href}?week={row.address}", days_late=late)
