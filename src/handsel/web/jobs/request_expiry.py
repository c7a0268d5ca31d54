"""What happens to held money while a request is unanswered: no request stops another timer."""

from dataclasses import replace

from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.ui.datetime_format import when_time
from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_data
from handsel.web.jobs.dispute_next import disputed_next
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.milestone_next import ending_next, milestone_next, release_next, soonest
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones.models import Milestone, MoneyRequest


def unanswered(job_view: JobView, money_request: MoneyRequest) -> NextStep:
    """The soonest event for the money of an unanswered request, or where it stays."""
    return replace(_unanswered(job_view, money_request), about=f"request-{money_request.pk}")


def _unanswered(job_view: JobView, money_request: MoneyRequest) -> NextStep:
    row = next(row for row in job_view.milestones if row.pk == money_request.milestone_id)
    if row.release_at is not None:
        return release_next(job_view, row)
    ending = None if row.delivered_at else ending_next(job_view)
    steps = [step for step in (_auto_refund(job_view, row, money_request), ending) if step is not None]
    return soonest(steps) if steps else _stays_held(job_view, money_request)


def held_next(job_view: JobView, row: Milestone) -> NextStep:
    """The next step of a milestone where its money is listed: first what moves it by itself."""
    return disputed_next(job_view, row) or held_moves(job_view, row) or milestone_next(job_view, row)


def held_moves(job_view: JobView, row: Milestone) -> NextStep | None:
    """The soonest event that moves the money of a milestone by itself."""
    if row.is_closed or not row.free:
        return None
    if row.delivered_at is not None:
        return release_next(job_view, row) if row.release_at else None
    requests = [request for request in job_view.refunds if request.milestone_id == row.pk]
    steps = [_auto_refund(job_view, row, request) for request in requests] + [ending_next(job_view, row)]
    moves = [step for step in steps if step is not None]
    return soonest(moves) if moves else None


def _auto_refund(job_view: JobView, row: Milestone, money_request: MoneyRequest) -> NextStep | None:
    """The automatic refund of undelivered work."""
    if money_request.auto_grants_at is None or row.delivered_at is not None:
        return None
    if job_view.side is Side.FREELANCER:
        words = _("{amount} is refunded to {name} {when} unless you deliver or decline")
    else:
        words = _("{amount} is refunded to you {when} unless {name} delivers or declines")
    text = format_html(
        words,
        amount=money_data(money_request.client_part),
        name=job_view.other_name,
        when=when_time(money_request.auto_grants_at),
    )
    tone = "warn" if job_view.side is Side.FREELANCER else "busy"
    return NextStep(text, tone=tone, until=money_request.auto_grants_at)


def _stays_held(job_view: JobView, money_request: MoneyRequest) -> NextStep:
    if money_request.side == job_view.side:
        words = _("The money stays in escrow until {name} answers").format(name=job_view.other_name)
    else:
        words = _("The money stays in escrow until you answer")
    return NextStep(words, icon="wait")
