"""What needs a person's action now, and what happens without it: the most urgent first."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.ui.datetime_format import day_time, when_time
from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_text
from handsel.web.jobs.action_item import ActionItem, action_item
from handsel.web.jobs.dispute_next import dispute_items
from handsel.web.jobs.exit_next import exit_items
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.milestone_next import (
    deliveries_due,
    due_next,
    ending_next,
    late_next,
    milestone_next,
    release_next,
    until_of,
)
from handsel.web.jobs.next_step import next_step
from handsel.web.jobs.request_expiry import unanswered
from handsel.web.jobs.week_items import client_week_items, freelancer_week_items
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones.models import Milestone, MoneyRequest
from handsel.work.milestones.schedule import REDELIVERY_DAYS_MIN


def action_items(job_views: list[JobView]) -> list[ActionItem]:
    """The action items of these jobs, the most urgent first."""
    items = [item for job_view in job_views for item in job_items(job_view)]
    return sorted(items, key=lambda item: item.order)


def next_deadline(job_views: list[JobView]) -> NextStep | None:
    """The step whose end comes soonest of what a person is to do or to deliver themselves, still to come."""
    return min((step for view in job_views for step in _own_deadlines(view)), key=until_of, default=None)


def _own_deadlines(job_view: JobView) -> Iterator[NextStep]:
    steps = [item.next for item in job_items(job_view) if item.next]
    if job_view.side is Side.FREELANCER:
        steps += deliveries_due(job_view)
    yield from (step for step in steps if step.until and step.until > job_view.now)


def job_items(job_view: JobView) -> Iterator[ActionItem]:
    """The action items of one job."""
    yield from exit_items(job_view)
    yield from dispute_items(job_view)
    if job_view.job.is_closed:
        return
    yield from _terms(job_view)
    if job_view.side is Side.CLIENT:
        yield from _client_items(job_view)
    elif job_view.side is Side.FREELANCER:
        yield from _freelancer_items(job_view)
    yield from _splits(job_view)


def _terms(job_view: JobView) -> Iterator[ActionItem]:
    proposal = job_view.proposal
    if proposal is None or proposal.side == job_view.side:
        return
    if proposal.number == 1:
        title = _("{name} awarded you a job: read the terms")
    else:
        title = _("{name} proposed version {version} of the terms")
    yield action_item(
        job_view,
        "pen",
        title.format(name=job_view.other_name, version=proposal.number),
        page="terms",
        button=_("Read the terms"),
        then=next_step(job_view)
        if job_view.is_unbound
        else NextStep(_("The old terms stay in force until you both agree")),
    )


def _client_items(job_view: JobView) -> Iterator[ActionItem]:
    for row in job_view.delivered:
        title = _("Milestone {n} is delivered: release it, or ask for changes").format(n=row.position)
        then = release_next(job_view, row)
        item = action_item(job_view, "eye", title, page="job-billing", button=_("Review delivery"), then=then)
        yield replace(item, href=f"{item.href}#delivery-{row.pk}")
    yield from client_week_items(job_view)
    unfunded = job_view.next_to_fund
    if unfunded is not None:
        amount = money_text(unfunded.to_fund)
        title = _("Fund milestone {n}, {amount}").format(n=unfunded.position, amount=amount)
        then = milestone_next(job_view, unfunded)
        item = action_item(job_view, "lock", title, page="job-billing", button=_("Fund escrow"), then=then)
        yield replace(
            item, href=f"{item.href}#milestone-{unfunded.pk}", days_late=job_view.days_late(unfunded)
        )


def _freelancer_items(job_view: JobView) -> Iterator[ActionItem]:
    late = job_view.late_milestone
    if late is not None and not late.is_sent_back:
        yield _late(job_view, late)
    if job_view.job.ending_at is not None:
        title = _("{name} ended the job: deliver or object").format(name=job_view.other_name)
        then = ending_next(job_view)
        item = action_item(job_view, "clock", title, page="job-billing", button=_("Review"), then=then)
        yield replace(item, href=f"{item.href}#ending")
    yield from freelancer_week_items(job_view)
    yield from (_refund(job_view, request) for request in job_view.refunds)
    yield from _changes(job_view)
    week = job_view.report_week
    if week == job_view.calendar.week_of(job_view.now) and not job_view.job.ended_by:
        ends = job_view.calendar.week_ends(week)
        words = format_html(_("Due {}, then marked late"), when_time(ends))
        title, button = _("Write this week’s status report"), _("Write report")
        yield action_item(
            job_view,
            "half",
            title,
            page="reports",
            button=button,
            then=NextStep(words, until=ends, about="report"),
        )


def _late(job_view: JobView, row: Milestone) -> ActionItem:
    """An overdue milestone: to deliver, or to have funded first."""
    then, days_late = late_next(job_view, row), job_view.days_late(row)
    if job_view.is_unpaid(row):
        title = _("Ask {name} to fund milestone {n}").format(name=job_view.other_name, n=row.position)
        item = action_item(job_view, "lock", title, page="workroom", button=_("Write a message"), then=then)
        return replace(item, days_late=days_late, is_unpaid=True)
    title = _("Deliver milestone {n}").format(n=row.position)
    item = action_item(job_view, "clock", title, page="reports", button=_("Deliver"), then=then)
    return replace(item, href=f"{item.href}#m{row.pk}", days_late=days_late)


def _changes(job_view: JobView) -> Iterator[ActionItem]:
    for row in job_view.sent_back:
        title = _("{name} asked for changes to milestone {n}").format(
            name=job_view.other_name, n=row.position
        )
        then = _redelivery(job_view, row)
        item = action_item(job_view, "message", title, page="reports", button=_("Deliver again"), then=then)
        yield replace(item, href=f"{item.href}#m{row.pk}", days_late=job_view.days_late(row))


def _redelivery(job_view: JobView, row: Milestone) -> NextStep:
    """When changes are due, or how late they are, and what the next delivery does."""
    pause = _(
        "Auto-release is paused. After you deliver again it continues with the time that was "
        "left, at least {days} days"
    ).format(days=REDELIVERY_DAYS_MIN)
    late = late_next(job_view, row)
    if late is not None:
        return replace(late, words=format_html("{}. {}", late.words, pause))
    words = format_html(_("Due {day}. {pause}"), day=day_time(row.due), pause=pause)
    return replace(due_next(job_view, row), words=words)


def _refund(job_view: JobView, request: MoneyRequest) -> ActionItem:
    title = _("{name} requests a refund of {amount}").format(
        name=job_view.other_name, amount=money_text(request.client_part)
    )
    then = unanswered(job_view, request)
    item = action_item(job_view, "return", title, page="job-billing", button=_("Answer"), then=then)
    return replace(item, href=f"{item.href}#request-{request.pk}")


def _splits(job_view: JobView) -> Iterator[ActionItem]:
    for split in job_view.splits:
        if split.side != job_view.side:
            title = _("{name} proposes a split of milestone {n}")
            item = action_item(
                job_view,
                "money",
                title.format(name=job_view.other_name, n=split.milestone.position),
                page="job-billing",
                button=_("Read the proposal"),
                then=unanswered(job_view, split),
            )
            yield replace(item, href=f"{item.href}#request-{split.pk}")
