"""The next step of a job and its deadline, as one side reads it (rules: promises 8).

First the money that moves by itself, then what is overdue, then what the reader is to do, and last what
the other side is to do. To the freelancer, money that comes to them is not first.
"""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.money.escrow.models import HasHolding
from handsel.ui.datetime_format import day_time, when_time
from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_data
from handsel.web.jobs.dispute_next import dispute_steps
from handsel.web.jobs.hours_next import hours_next
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.milestone_next import (
    deliveries_due,
    ending_next,
    late_next,
    milestone_next,
    release_next,
    soonest,
    until_of,
)
from handsel.web.jobs.refunded_payments import is_all_refunded
from handsel.web.jobs.removal_next import removal_next
from handsel.web.jobs.request_expiry import unanswered
from handsel.work.jobs.lifecycle import JobStage, Side
from handsel.work.milestones.models import MoneyRequest


def next_step(job_view: JobView) -> NextStep | None:
    """The event on a job that concerns the reader most, or what it waits for."""
    if job_view.job.is_closed:
        return min(dispute_steps(job_view), key=until_of, default=None) or _closed(job_view)
    if job_view.is_unbound:
        return _lapse(job_view)
    if job_view.job.is_hourly:
        return hours_next(job_view)
    moves = sorted((step for step in _money_moves(job_view) if step.until), key=until_of)
    late = job_view.late_milestone
    overdue = late_next(job_view, late) if late else None
    steps = [*moves[:1], overdue, *_to_do(job_view), *_others(job_view)]
    return next((step for step in steps if step is not None), None)


def _money_moves(job_view: JobView) -> Iterator[NextStep]:
    """The deadlines at which money moves by itself: all for the client, who may stop or answer most of it."""
    if job_view.side is Side.CLIENT:
        yield from (_split(job_view, request) for request in _proposed(job_view))
        yield from (release_next(job_view, row) for row in job_view.delivered)
    yield from dispute_steps(job_view)
    yield from (unanswered(job_view, request) for request in job_view.refunds)
    ending = ending_next(job_view)
    if ending is not None:
        yield ending


def _to_do(job_view: JobView) -> Iterator[NextStep | None]:
    """What the reader is to do, without a deadline of money."""
    yield from (_split(job_view, request) for request in _proposed(job_view))
    if job_view.side is Side.CLIENT:
        yield _fund(job_view)
        return
    yield from (milestone_next(job_view, row) for row in job_view.sent_back)
    yield _work(job_view)


def _others(job_view: JobView) -> Iterator[NextStep | None]:
    """What comes without the reader: soonest first, then what has no time."""
    steps = [_split(job_view, request) for request in job_view.splits]
    steps += [release_next(job_view, row) for row in job_view.delivered]
    steps += [unanswered(job_view, request) for request in job_view.refunds]
    steps += [step for step in [ending_next(job_view)] if step is not None]
    yield from sorted((step for step in steps if step.until), key=until_of)
    yield from (_split(job_view, request) for request in job_view.splits)
    yield _work(job_view)
    yield _untimed(job_view)


def _proposed(job_view: JobView) -> list[MoneyRequest]:
    """The splits that wait for the reader's answer."""
    return [request for request in job_view.splits if request.side != job_view.side]


def _split(job_view: JobView, request: MoneyRequest) -> NextStep:
    """A split that waits for an answer, by name, and what happens to its money until then."""
    then = unanswered(job_view, request)
    words = (
        _("You proposed a split of milestone {n}. {then}")
        if request.side == job_view.side
        else _("{name} proposes a split of milestone {n}. {then}")
    )
    text = format_html(words, name=job_view.other_name, n=request.milestone.position, then=then.words)
    return replace(then, words=text, tone="" if request.side == job_view.side else "warn", icon="money")


def _fund(job_view: JobView) -> NextStep | None:
    row = job_view.next_to_fund
    removal = removal_next(job_view)
    if removal is not None:
        return removal
    if row is None or row.delivered_at is not None:
        return milestone_next(job_view, row) if row else None
    words = _("Fund milestone {n}, {amount}, due {day}. Work on it is not protected until you do")
    text = format_html(words, n=row.position, amount=money_data(row.to_fund), day=day_time(row.due))
    return replace(milestone_next(job_view, row), words=text, tone="warn", icon="lock")


def _closed(job_view: JobView) -> NextStep:
    words = {
        JobStage.COMPLETE: _("Complete since {when}. Nothing left to do."),
        JobStage.CANCELLED: _("Cancelled {when}. Nothing left to do."),
        JobStage.DECLINED: _("Declined {when}. Nothing was agreed, and no money moved."),
        JobStage.LAPSED: _("Expired {when}. Nothing was agreed, and no money moved."),
    }[JobStage(job_view.job.stage)]
    rows: list[HasHolding] = [*job_view.milestones, *job_view.weeks]
    paid = [row for row in rows if row.released]
    if paid and all(map(is_all_refunded, paid)):
        words = _("Complete since {when}. All payments for the work were refunded.")
    at = job_view.job.closed_at
    return NextStep(format_html(words, when=when_time(at) if at else ""), icon="check")


def _lapse(job_view: JobView) -> NextStep:
    mine = job_view.proposal is not None and job_view.proposal.side == job_view.side
    if not mine:
        words = _("Offer expires {when} if you do not answer")
    elif job_view.job.invited_email:
        words = _("Offer expires {when} if it is not answered")
    else:
        words = _("Offer expires {when} if {name} does not answer")
    lapses = job_view.job.lapses_at or job_view.now
    return NextStep(
        format_html(words, when=when_time(lapses), name=job_view.other_name),
        tone="" if mine else "warn",
        until=lapses,
        since=job_view.proposal.proposed_at if job_view.proposal else job_view.job.awarded_at,
        about="terms",
    )


def _work(job_view: JobView) -> NextStep | None:
    """The report of the week, or a delivery that is due before it; nothing once the job was ended."""
    if job_view.job.ended_by:
        return None
    steps = [step for step in [*deliveries_due(job_view), _report(job_view)] if step is not None]
    return soonest(steps) if steps else None


def _report(job_view: JobView) -> NextStep | None:
    week = job_view.report_week
    if week is None:
        return None
    ends = job_view.calendar.week_ends(week)
    if job_view.has_reported:
        words = _("Next report due {when}")
    elif job_view.side is Side.FREELANCER and week > job_view.calendar.week_of(job_view.now):
        words = _("Your first status report is due {when}, then the week is marked late")
    elif job_view.side is Side.FREELANCER:
        words = _("Your status report is due {when}, then the week is marked late")
    else:
        words = _("{name}’s status report is due {when}, then the week is marked late")
    text = format_html(words, when=when_time(ends), name=job_view.other_name)
    return NextStep(text, until=ends, about="report")


def _untimed(job_view: JobView) -> NextStep | None:
    if job_view.job.objected_at is not None and not job_view.next_to_fund:
        words = _("The money stays in escrow until you both agree on a split, or a dispute is decided")
        return NextStep(words, tone="warn", icon="wait")
    rows = [row for row in [job_view.next_to_fund, *job_view.open_milestones] if row]
    return milestone_next(job_view, rows[0]) if rows else None
