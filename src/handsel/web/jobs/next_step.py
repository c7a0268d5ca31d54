"""The next step of a job and its deadline, as one side reads it (rules: promises 8)."""

from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from handsel.ui.datetime_format import day_time, when_time
from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_data
from handsel.web.jobs.job_view import JobView
from handsel.work.jobs.lifecycle import JobStage, Side
from handsel.work.milestones.deadline_guards import release_is_due
from handsel.work.milestones.lifecycle import Stage
from handsel.work.milestones.models import Milestone


def next_step(job_view: JobView) -> NextStep | None:
    """The soonest event on a job, or what it waits for."""
    if job_view.job.is_closed:
        return _closed(job_view)
    if job_view.is_unbound:
        return _lapse(job_view)
    steps = [ending_next(job_view), _release(job_view)]
    if job_view.side is Side.FREELANCER or not any(steps):
        steps.append(_report(job_view))
    timed = sorted((step for step in steps if step is not None and step.until), key=_until)
    if timed:
        return timed[0]
    return _untimed(job_view)


def milestone_next(job_view: JobView, row: Milestone) -> NextStep:
    """The next step of one milestone."""
    if row.is_closed:
        return _milestone_closed(row)
    if row.stage == Stage.DELIVERED:
        return release_next(job_view, row)
    if row.delivered_at is not None:
        words = _("Delivered. The clock starts when the rest is funded")
        return NextStep(words, tone="warn", icon="wait")
    if row.to_fund:
        words = (
            _("Work on it is unprotected until {name} funds it")
            if job_view.side is Side.FREELANCER
            else _("Work on it is unprotected until you fund it")
        )
        return NextStep(words.format(name=job_view.other_name), icon="bare")
    return _report_or_due(job_view, row)


def release_next(job_view: JobView, row: Milestone) -> NextStep:
    """When a delivered milestone is released unanswered, to whom, and how much."""
    if row.release_at is None:
        words = _("{amount} waits for {name}’s answer; it never releases by itself")
        name = job_view.job.name_of(Side.CLIENT)
        return NextStep(_html(words, amount=money_data(row.held), name=name), tone="busy", icon="wait")
    if release_is_due(row, job_view.now):
        words = _("{amount} for milestone {n} is being released: the time to answer is over")
    elif job_view.side is Side.FREELANCER:
        words = _("{amount} for milestone {n} releases to you {when} unless {name} asks for changes")
    else:
        words = _("{amount} for milestone {n} releases {when} unless you ask for changes")
    text = _html(
        words,
        amount=money_data(row.held),
        n=row.position,
        when=when_time(row.release_at),
        name=job_view.other_name,
    )
    return NextStep(text, tone="busy", until=row.release_at, since=row.clock_started_at)


def ending_next(job_view: JobView) -> NextStep | None:
    """When undelivered money returns, on a job that the client ended."""
    job = job_view.job
    if job.ending_at is None:
        return None
    if job_view.side is Side.FREELANCER:
        words = _("What is held and not delivered returns to {name} {when} unless you deliver or object")
    else:
        words = _("What is held and not delivered returns to you {when} unless {name} delivers or objects")
    return NextStep(
        _html(words, when=when_time(job.ending_at), name=job_view.other_name),
        tone="warn",
        until=job.ending_at,
    )


def _report_or_due(job_view: JobView, row: Milestone) -> NextStep:
    if row.is_sent_back:
        return _changes_next(job_view, row)
    week = job_view.report_week
    if week is not None:
        ends = job_view.calendar.week_ends(week)
        return NextStep(_html(_("Report due {when}, then marked late"), when=when_time(ends)), icon="half")
    if job_view.side is Side.FREELANCER:
        words = _("Due {day}. 100% in a report delivers it")
    else:
        words = _("Due {day}. Nothing releases by itself before {name} delivers")
    return NextStep(_html(words, day=day_time(row.due), name=job_view.other_name), icon="half")


def _changes_next(job_view: JobView, row: Milestone) -> NextStep:
    """The next step of a delivery that was sent back for changes."""
    if job_view.side is Side.FREELANCER:
        words = _("{name} asked for changes. The clock stands still until you deliver again, due {day}")
    else:
        words = _("You asked for changes. The clock stands still until {name} delivers again, due {day}")
    return NextStep(_html(words, day=day_time(row.due), name=job_view.other_name), tone="warn", icon="wait")


def _milestone_closed(row: Milestone) -> NextStep:
    at = when_time(row.closed_at) if row.closed_at else ""
    words = {
        Stage.RELEASED: _("Paid {when}. Nothing left to do."),
        Stage.SETTLED: _("Shared out {when}. Nothing left to do."),
        Stage.REFUNDED: _("Returned to the client {when}. Nothing left to do."),
    }.get(Stage(row.stage), _("Dropped {when}. Nothing left to do."))
    return NextStep(_html(words, when=at), icon="check")


def _closed(job_view: JobView) -> NextStep:
    words = {
        JobStage.COMPLETE: _("Complete since {when}. Nothing left to do."),
        JobStage.CANCELLED: _("Cancelled {when}. Nothing left to do."),
        JobStage.DECLINED: _("Declined {when}. Nothing was agreed, and no money moved."),
        JobStage.LAPSED: _("Lapsed {when}. Nothing was agreed, and no money moved."),
    }[JobStage(job_view.job.stage)]
    at = job_view.job.closed_at
    return NextStep(_html(words, when=when_time(at) if at else ""), icon="check")


def _lapse(job_view: JobView) -> NextStep:
    mine = job_view.proposal is not None and job_view.proposal.side == job_view.side
    words = (
        _("The award lapses {when} unless {name} answers")
        if mine
        else _("The award lapses {when} unless you answer")
    )
    lapses = job_view.job.lapses_at or job_view.now
    return NextStep(
        _html(words, when=when_time(lapses), name=job_view.other_name),
        tone="" if mine else "warn",
        until=lapses,
        since=job_view.proposal.proposed_at if job_view.proposal else job_view.job.awarded_at,
    )


def _release(job_view: JobView) -> NextStep | None:
    rows = job_view.delivered
    return release_next(job_view, rows[0]) if rows else None


def _report(job_view: JobView) -> NextStep | None:
    week = job_view.report_week
    if week is None or job_view.job.ended_by:
        return None
    ends = job_view.calendar.week_ends(week)
    if job_view.side is Side.FREELANCER:
        words = _("Your status report is due {when}, then the week is marked late on the record")
    else:
        words = _("{name}’s status report is due {when}, then the week is marked late on the record")
    return NextStep(_html(words, when=when_time(ends), name=job_view.other_name), until=ends)


def _untimed(job_view: JobView) -> NextStep | None:
    row = job_view.next_to_fund
    if row is not None:
        return milestone_next(job_view, row)
    if job_view.job.objected_at is not None:
        words = _("What is held stays until you both agree on a split, or an operator settles it")
        return NextStep(words, tone="warn", icon="wait")
    rows = job_view.open_milestones
    return milestone_next(job_view, rows[0]) if rows else None


def _until(step: NextStep) -> datetime:
    assert step.until is not None
    return step.until


def _html(words: str, **parts: object) -> SafeString:
    return format_html(words, **parts)
