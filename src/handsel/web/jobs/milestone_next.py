"""The next step of one milestone, and of an ended job, as one side reads it (rules: promises 8)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handsel.kernel.calendar import DAY
from handsel.ui.datetime_format import day_time, when_time
from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_data
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.refunded_payments import after_payment, is_all_refunded
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones.deadline_guards import release_is_due
from handsel.work.milestones.lifecycle import Stage
from handsel.work.milestones.models import Milestone


def milestone_next(job_view: JobView, row: Milestone) -> NextStep:
    """The next step of one milestone."""
    if row.is_closed:
        return _milestone_closed(row)
    if row.stage == Stage.DELIVERED:
        return release_next(job_view, row)
    if row.delivered_at is not None:
        words = _("Delivered. Auto-release starts when the rest is funded")
        return NextStep(words, tone="warn", icon="wait", about=_about(row))
    late = late_next(job_view, row)
    if late is not None:
        return late
    return _unfunded_next(job_view, row) if row.to_fund else _report_or_due(job_view, row)


def release_next(job_view: JobView, row: Milestone) -> NextStep:
    """When a delivered milestone is released unanswered, to whom, and how much."""
    if row.release_at is None:
        words = _("{amount} waits for {name}’s answer. No auto-release")
        name = job_view.job.name_of(Side.CLIENT)
        text = format_html(words, amount=money_data(row.free), name=name)
        return NextStep(text, tone="busy", icon="wait", about=_about(row))
    if release_is_due(row, job_view.now):
        words = _("{amount} for milestone {n} is being released: the deadline has passed")
    elif job_view.side is Side.FREELANCER:
        words = _("{amount} for milestone {n} is released to you {when} unless {name} asks for changes")
    else:
        words = _("{amount} for milestone {n} is released {when} unless you ask for changes")
    text = format_html(
        words,
        amount=money_data(row.free),
        n=row.position,
        when=when_time(row.release_at),
        name=job_view.other_name,
    )
    return NextStep(text, tone="busy", until=row.release_at, since=row.clock_started_at, about=_about(row))


def late_next(job_view: JobView, row: Milestone) -> NextStep | None:
    """How late a milestone is, and what is missing: its delivery, or for its client first the funding."""
    days = job_view.days_late(row)
    if not days:
        return None
    words = _late_words(job_view.side, is_funded=not row.to_fund)
    text = format_html(
        words, late=late_text(days), n=row.position, day=day_time(row.due), name=job_view.other_name
    )
    return NextStep(text, tone="bad", day=row.due, about=_about(row))


def late_text(days: int) -> SafeString:
    """How many days late something is, set off."""
    return format_html("<b>{}</b>", ngettext("{days} day late", "{days} days late", days).format(days=days))


def _late_words(side: Side, *, is_funded: bool) -> str:
    if side is Side.CLIENT and not is_funded:
        return _("{late}. Milestone {n} was due {day} and is not funded: not protected until you fund it")
    if side is not Side.FREELANCER:
        return _("{late}. Milestone {n} was due {day}: no payment before {name} delivers")
    if not is_funded:
        return _(
            "{late}. Milestone {n} was due {day}: deliver it, or propose a new date. "
            "Not protected until {name} funds it"
        )
    return _("{late}. Milestone {n} was due {day}: deliver it, or propose a new date")


def ending_next(job_view: JobView, row: Milestone | None = None) -> NextStep | None:
    """When undelivered money returns, all of it or that of one milestone, on a job that the client ended."""
    job, amount = job_view.job, row.free if row else job_view.returning
    if job.ending_at is None:
        return None
    if job_view.side is Side.FREELANCER:
        words = _("{amount} in escrow returns to {name} {when} unless you deliver or object")
    else:
        words = _("{amount} in escrow returns to you {when} unless {name} delivers or objects")
    text = format_html(
        words, amount=money_data(amount), when=when_time(job.ending_at), name=job_view.other_name
    )
    tone = "warn" if job_view.side is Side.FREELANCER else "busy"
    return NextStep(text, tone=tone, until=job.ending_at, about="ending")


def _unfunded_next(job_view: JobView, row: Milestone) -> NextStep:
    """When a milestone is due that is not protected yet."""
    if job_view.side is Side.FREELANCER:
        words = _("Milestone {n} is due {day}. Not protected until {name} funds it")
    else:
        words = _("Milestone {n} is due {day}. Not protected until you fund it")
    text = format_html(words, n=row.position, day=_due(job_view, row), name=job_view.other_name)
    ends = job_view.calendar.end_of(row.due)
    return NextStep(text, icon="bare", until=ends, day=row.due, about=_about(row))


def _report_or_due(job_view: JobView, row: Milestone) -> NextStep:
    week, due = job_view.report_week, due_next(job_view, row)
    if week is None or row.is_sent_back or job_view.job.ended_by:
        return due
    ends = job_view.calendar.week_ends(week)
    words = format_html(_("Report due {when}, then marked late"), when=when_time(ends))
    return soonest([due, NextStep(words, icon="half", until=ends)])


def due_next(job_view: JobView, row: Milestone) -> NextStep:
    """The delivery of a milestone, or the next one after a request for changes, by the end of its due day."""
    step = _changes_next(job_view, row) if row.is_sent_back else _delivery_next(job_view, row)
    return replace(step, until=job_view.calendar.end_of(row.due), day=row.due, about=_about(row))


def deliveries_due(job_view: JobView) -> list[NextStep]:
    """What is to be delivered of the funded milestones, unless the job was ended."""
    if not job_view.is_live or job_view.job.ended_by:
        return []
    rows = [row for row in job_view.open_milestones if row.delivered_at is None and not row.to_fund]
    return [due_next(job_view, row) for row in rows]


def soonest(steps: Iterable[NextStep]) -> NextStep:
    """The first of some steps to end; all of them have an end."""
    return min(steps, key=until_of)


def until_of(step: NextStep) -> datetime:
    """When a step that has an end is over."""
    assert step.until is not None
    return step.until


def _delivery_next(job_view: JobView, row: Milestone) -> NextStep:
    """The first delivery of a milestone."""
    if job_view.side is Side.FREELANCER:
        words = _("Milestone {n} is due {day}. Report 100% to deliver it")
    else:
        words = _("Milestone {n} is due {day}. No payment before {name} delivers")
    text = format_html(words, n=row.position, day=_due(job_view, row), name=job_view.other_name)
    return NextStep(text, icon="half")


def _changes_next(job_view: JobView, row: Milestone) -> NextStep:
    """The next step of a delivery that was sent back for changes."""
    if job_view.side is Side.FREELANCER:
        words = _("{name} asked for changes. Auto-release is paused until you deliver again, due {day}")
    else:
        words = _("You asked for changes. Auto-release is paused until {name} delivers again, due {day}")
    return NextStep(
        format_html(words, day=_due(job_view, row), name=job_view.other_name), tone="warn", icon="wait"
    )


def _due(job_view: JobView, row: Milestone) -> SafeString:
    """When a milestone is due: its day, and where less than a day is left when that ends for the reader."""
    ends = job_view.calendar.end_of(row.due)
    is_near = job_view.now < ends < job_view.now + DAY
    return when_time(ends) if is_near else day_time(row.due)


def _about(row: Milestone) -> str:
    """What a step of a milestone is about."""
    return f"milestone-{row.pk}"


def _milestone_closed(row: Milestone) -> NextStep:
    at = when_time(row.closed_at) if row.closed_at else ""
    words = {
        Stage.RELEASED: _("Paid {when}. {rest}"),
        Stage.SETTLED: _("Split {when}. {rest}"),
        Stage.REFUNDED: _("Refunded to the client {when}. Nothing left to do."),
    }.get(Stage(row.stage), _("Removed {when}. Nothing left to do."))
    text = format_html(words, when=at, rest=after_payment(row))
    return NextStep(text, icon="return" if is_all_refunded(row) else "check")
