"""Ending a job, and objecting to what returns."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.kernel.money import Money, total
from handsel.ui.datetime_format import when_text, when_time
from handsel.ui.money_format import money_data, money_text
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import ReasonForm
from handsel.web.billing.dialogs import ObjectionForm
from handsel.web.billing.ending_weeks import week_outcomes
from handsel.web.billing.views import billing_page
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.work.jobs.lifecycle import JobStage, Side
from handsel.work.milestones.models import Milestone
from handsel.work.terms.ending import end_job, object_to_ending


@page("GET", "POST")
def ending(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Show what ending would do, by milestone; a POST ends the job."""
    job_view = load_job_view(request.user, number)
    form = ReasonForm("ending", request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = end_job(actor_of(request), job_view.job, **form.cleaned_data)
        messages.success(request, _outcome(job_view, facts), extra_tags="seal")
        return redirect("job-billing", number)
    context = {
        "head": job_header(job_view),
        "job_view": job_view,
        "rows": week_outcomes(job_view) if job_view.job.is_hourly else _rows(job_view),
        "dropped": _dropped(job_view),
        "dropped_sum": total((row.money for row in _dropped(job_view)), job_view.job.currency),
        "form": form,
    }
    return render(request, "web/billing/ending.html", context, status=422 if form.errors else 200)


@page("POST")
def objection(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Object to the return of what is held."""
    job_view = load_job_view(request.user, number)
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return billing_page(request, job_view, form)
    object_to_ending(actor_of(request), job_view.job, **form.cleaned_data)
    messages.success(request, _("Objection recorded. The money stays in escrow."), extra_tags="seal")
    return redirect("job-billing", number)


def _outcome(job_view: JobView, facts: Facts) -> str:
    """What the ending did, from the facts of its entry."""
    sentences = []
    if facts["job_stage"] == JobStage.COMPLETE:
        sentences.append(_("The job has ended and is complete. Payments made stay as they are."))
    elif facts["job_stage"] == JobStage.CANCELLED:
        sentences.append(_("The job has ended and is cancelled. Nothing was paid."))
    else:
        sentences.append(_("The job is being ended."))
    if facts["returned"]:
        returned = money_text(Money(facts["returned"], facts["currency"]))
        words = _("{amount} was refunded to {name}.")
        sentences.append(words.format(amount=returned, name=job_view.other_name))
    if facts["ending_at"]:
        words = _("{amount} in escrow returns to you {when} unless {name} delivers or objects.")
        at = datetime.fromisoformat(facts["ending_at"])
        returning = money_text(job_view.returning)
        sentences.append(words.format(amount=returning, when=when_text(at), name=job_view.other_name))
    if any(row.held and row.delivered_at for row in job_view.open_milestones):
        sentences.append(_("Delivered work is not affected."))
    return " ".join(sentences)


def _dropped(job_view: JobView) -> list[Milestone]:
    """The milestones that end without money: never funded, or funded and returned before."""
    return [row for row in job_view.open_milestones if not row.held and not row.released]


def _rows(job_view: JobView) -> list[tuple[str, Money, str]]:
    return [
        (
            str(row),
            row.held,
            _delivered(job_view, row) if row.held and row.delivered_at else _undelivered(job_view, row),
        )
        for row in job_view.open_milestones
    ]


def _delivered(job_view: JobView, row: Milestone) -> str:
    """What happens to a delivery with money held: only what would happen anyway."""
    held = money_data(row.held)
    if row.to_fund:
        words = _("Delivered and part funded: it is now worth the {held} in escrow, and auto-release starts.")
        return format_html(words, held=held)
    if row.release_at is None:
        words = _("Delivered: {held} waits for {name}’s answer. There is no auto-release.")
        return format_html(words, held=held, name=job_view.job.name_of(Side.CLIENT))
    if job_view.side is Side.CLIENT:
        words = _("Delivered: auto-release continues. {held} is released {when} unless you ask for changes.")
    else:
        words = _(
            "Delivered: auto-release continues. "
            "{held} is released to you {when} unless {name} asks for changes."
        )
    return format_html(words, held=held, when=when_time(row.release_at), name=job_view.other_name)


def _undelivered(job_view: JobView, row: Milestone) -> str:
    """What happens to undelivered money, and to milestones without money."""
    if not row.held and row.released:
        words = _("Ends with the {paid} already paid. Nothing more is in escrow for it.")
        return format_html(words, paid=money_data(row.released))
    if not row.held:
        return _removed(job_view, row)
    if job_view.side is Side.FREELANCER:
        return _("Refunded to {name} at once.").format(name=job_view.other_name)
    returns_at = job_view.deadline(job_view.job.policy.rules.ending_days)
    words = _("Refunded to you {at} unless {name} delivers or objects.")
    return format_html(words, at=when_time(returns_at), name=job_view.other_name)


def _removed(job_view: JobView, row: Milestone) -> str:
    """What the end of a milestone without money costs the freelancer, and what would save it."""
    price = money_data(row.money)
    if not row.delivered_at:
        return format_html(_("Removed: {price} is not paid, as nothing is in escrow for it."), price=price)
    words = _(
        "Removed although delivered: {price} is not funded. To be paid for it, ask {name} to fund it first."
    )
    if job_view.side is Side.CLIENT:
        words = _("Removed although delivered: {price} is not funded. To pay for it, fund it first.")
    return format_html(words, price=price, name=job_view.other_name)
