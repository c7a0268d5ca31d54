"""Open milestones and timesheets in review, job by job, soonest first; and what is expected of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.kernel.money import Money, total
from handsel.web.jobs.fee_breakdown import fee_breakdown
from handsel.web.jobs.funding_offer import funding_offer
from handsel.web.jobs.header import avatar_of
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.milestone_next import until_of
from handsel.web.jobs.request_expiry import held_moves, held_next
from handsel.web.jobs.status import milestone_state
from handsel.web.jobs.weeks import review_next, sheet_state
from handsel.work.hours.lifecycle import WeekStage
from handsel.work.hours.models import JobWeek
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones.models import Milestone

COMING_SHOWN = 100

Pair = tuple[JobView, Milestone | JobWeek]


def expected_payments(job_views: Sequence[JobView], wallets: Mapping[str, Money]) -> dict[str, Any]:
    """What is expected by job, as far as there is room for, and totals of all; `wallets` by currency."""
    pairs = [(job_view, row) for job_view in job_views for row in _expected(job_view)]
    pairs.sort(key=_soonest_first)
    by_job: dict[int, list[Pair]] = {}
    for job_view, row in pairs:
        by_job.setdefault(job_view.job.pk, []).append((job_view, row))
    shown = [pair for group in by_job.values() for pair in group][:COMING_SHOWN]
    groups: dict[int, dict[str, Any]] = {}
    for job_view, row in shown:
        group = {"job_view": job_view, "other": avatar_of(job_view), "rows": []}
        rows = groups.setdefault(job_view.job.pk, group)["rows"]
        if isinstance(row, JobWeek):
            rows.append(_week_row(job_view, row))
        else:
            rows.append(_milestone_row(job_view, row, wallets))
    return {
        "groups": list(groups.values()),
        "shown": len(shown),
        "open": len(pairs),
        "held": _held_totals(pairs),
    }


def _expected(job_view: JobView) -> list[Milestone | JobWeek]:
    """The open milestones of a job, and its weeks whose timesheet is paid when its review ends."""
    settling = [row for row in job_view.weeks if row.stage == WeekStage.SETTLING]
    return [*job_view.open_milestones, *(row for row in settling if row.sheet.review_ends_at)]


def _week_row(job_view: JobView, row: JobWeek) -> dict[str, Any]:
    """A timesheet in review as a row of the table."""
    held = _held(row)
    return {
        "name": _("Timesheet, week of {day}").format(day=row.text),
        "href": f"{reverse('timesheet', args=[job_view.job.pk])}?week={row.address}",
        "amount": Money(row.sheet.rest.whole, row.job.currency),
        "held": held,
        "state": sheet_state(row),
        "next": review_next(job_view, row),
        "fee_breakdown": fee_breakdown(row, held),
    }


def _held(row: Milestone | JobWeek) -> Money:
    """What is held for it; of the money of a week, what its timesheet takes."""
    if isinstance(row, JobWeek):
        return Money(min(row.sheet.rest.whole, row.held.minor), row.held.currency)
    return row.held


def _milestone_row(job_view: JobView, row: Milestone, wallets: Mapping[str, Money]) -> dict[str, Any]:
    """An open milestone as a row of the table; its client may fund the next one in place."""
    currency = job_view.job.currency
    funds = [row] if job_view.side is Side.CLIENT and row == job_view.next_to_fund else []
    free = wallets.get(currency, Money(0, currency))
    return {
        "milestone": row,
        "name": str(row),
        "amount": row.money,
        "held": row.held,
        "state": milestone_state(row),
        "next": held_next(job_view, row),
        "fee_breakdown": fee_breakdown(row, row.held + row.to_fund),
        "free": free,
        **funding_offer(job_view, funds, free, key=str(row.pk)),
    }


def _held_totals(rows: Sequence[Pair]) -> dict[str, object]:
    """Totals of what is held and expected: fees off and on top, and what reaches freelancers.

    What returns to clients unless somebody acts stands apart; none where there are several currencies.
    """
    mine = all(job_view.side is Side.FREELANCER for job_view, _row in rows)
    held = [(row, returning(job_view, row)) for job_view, row in rows if _held(row)]
    currencies = {row.job.currency for row, _back in held}
    if len(currencies) != 1:
        return {"mine": mine}
    breakdowns = [fee_breakdown(row, _held(row) - back) for row, back in held]
    return {
        "back": total((back for _row, back in held), *currencies),
        "mine": mine,
        "sum": total((breakdown.amount for breakdown in breakdowns), *currencies),
        "off": total((breakdown.off for breakdown in breakdowns), *currencies),
        "on_top": total((breakdown.on_top for breakdown in breakdowns), *currencies),
        "part": total((breakdown.part for breakdown in breakdowns), *currencies),
    }


def returning(job_view: JobView, row: Milestone | JobWeek) -> Money:
    """What of an undelivered milestone returns to the client by itself, unless somebody acts."""
    nothing = Money(0, row.held.currency)
    if isinstance(row, JobWeek) or row.delivered_at is not None:
        return nothing
    if job_view.job.ending_at is not None:
        return row.free
    parts = [request.client_part for request in job_view.refunds if request.milestone_id == row.pk]
    return min(row.free, total(parts, row.held.currency), key=lambda part: part.minor)


def _soonest_first(pair: Pair) -> tuple[int, datetime]:
    """The most overdue milestones first, then by when money moves, or else by the end of the due day."""
    job_view, row = pair
    if isinstance(row, JobWeek):
        return 0, row.sheet.review_ends_at or row.ends_at
    moves = held_moves(job_view, row)
    return -job_view.days_late(row), until_of(moves) if moves else job_view.calendar.end_of(row.due)
