"""Billing & Invoices of one job."""

from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from handsel.kernel.money import Money
from handsel.money.invoices.models import Invoice
from handsel.trust.disputes.claiming import is_unclaimed
from handsel.trust.disputes.judges import judges_of
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.base.page_forms import PageForm
from handsel.web.base.policy_words import fee_text
from handsel.web.billing.claimable import claimable, due_after_claims
from handsel.web.billing.dialogs import DIALOGS, open_forms
from handsel.web.billing.open_requests import open_requests
from handsel.web.billing.sums import bonus_sums, sums, with_bonuses
from handsel.web.jobs.deposit_missing import wallet_of
from handsel.web.jobs.fee_breakdown import fee_breakdown
from handsel.web.jobs.funding_offer import funding_offer, week_offer
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.web.jobs.pauses import pause_choice
from handsel.web.jobs.request_expiry import held_next, unanswered
from handsel.web.jobs.status import milestone_state, progress_bar
from handsel.web.jobs.weeks import week_next, week_state
from handsel.web.reports.deliveries import Delivery, deliveries
from handsel.web.workroom.entry_page import EntryPage
from handsel.web.workroom.filters import EntryFilter
from handsel.work.hours.models import JobWeek
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.schedule import REDELIVERY_DAYS_MIN

INVOICES_SHOWN = 30
NO_ENTRIES = {"entry_filter": EntryFilter(), "page_obj": EntryPage([], None, [])}
"""The context of the Workroom templates used here: no filter, no entries."""


@page()
def billing(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Where the money of a job is, what happens next with it, and its invoices."""
    return billing_page(request, load_job_view(request.user, number))


def billing_page(
    request: AuthenticatedRequest, job_view: JobView, failed: PageForm | None = None
) -> HttpResponse:
    """The page; a form that failed is open on it. Raises `NotOpen` if it is not open to this side."""
    free = wallet_of(job_view)
    invoices = Invoice.objects.of(request.user).filter(job_number=job_view.job.pk)
    invoices = invoices.annotate(is_unclaimed=ExpressionWrapper(is_unclaimed("entry"), BooleanField()))
    ordered = list(with_bonuses(invoices).with_people().with_credits().order_by("-issued_at", "pk"))
    issued = Paginator(ordered, INVOICES_SHOWN).get_page(request.GET.get("page"))
    context = {
        **_context(job_view, free, open_forms(job_view, failed)),
        "sums": {**sums(job_view), **bonus_sums(ordered, job_view.job.currency)},
        "due": due_after_claims(job_view),
        "issued": issued,
        "claimable": claimable(job_view, ordered),
        "page_url": reverse("job-billing", args=[job_view.job.pk]),
        **NO_ENTRIES,
    }
    return render(request, "web/billing/page.html", context, status=422 if failed else 200)


def _context(job_view: JobView, free: Money, forms: dict[str, PageForm]) -> dict[str, object]:
    delivered = deliveries(job_view)
    rows = [_row(job_view, row, free, delivered.get(row.pk), forms) for row in job_view.milestones]
    return {
        "head": job_header(job_view),
        "job_view": job_view,
        "rows": rows,
        "requests": open_requests(job_view, rows),
        "weeks": [_week(job_view, row, free) for row in reversed(job_view.weeks)],
        "objection": forms.get("objection"),
        "bonus_form": forms.get("bonus"),
        "fee_words": fee_text(job_view.job.policy.rules),
        "redelivery_days": REDELIVERY_DAYS_MIN,
        "free": free,
        "progress_bar": progress_bar(job_view),
        "pause": pause_choice(job_view),
        "can_be_decided": _can_be_decided(job_view),
        "together": _fund_all(job_view, free),
    }


def _can_be_decided(job_view: JobView) -> bool | None:
    """Whether anybody could decide a dispute; unasked where one is open, whose page says it."""
    return None if job_view.disputes else bool(judges_of(job_view.job).decides)


def _row(
    job_view: JobView, row: Milestone, free: Money, delivery: Delivery | None, forms: dict[str, PageForm]
) -> dict[str, object]:
    """One milestone as a row of the table, with the actions open to this side."""
    refund = next(
        (money_request for money_request in job_view.refunds if money_request.milestone_id == row.pk), None
    )
    split = next(
        (money_request for money_request in job_view.splits if money_request.milestone_id == row.pk), None
    )
    return {
        "milestone": row,
        "delivery": delivery,
        "forms": {name: forms.get(f"{name}-{row.pk}") for name in DIALOGS},
        "fee_breakdown": fee_breakdown(row, row.free),
        "state": milestone_state(row),
        "next": held_next(job_view, row),
        "disputes": [dispute for dispute in job_view.disputes if dispute.milestone_id == row.pk],
        "refund": refund,
        "refund_anchor": refund and f"request-{refund.pk}",
        "grant": refund and f"grant-{refund.pk}",
        "refund_next": refund and unanswered(job_view, refund),
        "refund_form": refund and forms.get(f"refusal-{refund.pk}"),
        "split": split,
        "split_anchor": split and f"request-{split.pk}",
        "split_next": split and unanswered(job_view, split),
        "split_form": split and forms.get(f"refusal-{split.pk}"),
        **funding_offer(job_view, [row] if row.to_fund else [], free, key=str(row.pk)),
    }


def _week(job_view: JobView, row: JobWeek, free: Money) -> dict[str, object]:
    """One week as a row of the table; its client may fund it until it is over."""
    offer = week_offer(row, free)
    is_open = job_view.is_live and row.ends_at > job_view.now
    return {
        "week": row,
        "state": week_state(row),
        "next": week_next(job_view, row),
        "offered": is_open and job_view.side is Side.CLIENT and offer["charge"] is not None,
        **offer,
    }


def _fund_all(job_view: JobView, free: Money) -> dict[str, object] | None:
    """Funding all that is left at once, if that is more than one milestone."""
    rows = [row for row in job_view.open_milestones if row.to_fund]
    if len(rows) < 2 or job_view.side is not Side.CLIENT or not job_view.is_live:
        return None
    return funding_offer(job_view, rows, free, key="together")
