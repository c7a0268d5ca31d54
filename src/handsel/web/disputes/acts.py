"""The acts of a dispute: each finds the person's own dispute, does one act, and redirects."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.trust.disputes.deciding import appeal_decision
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.opening import answer_dispute
from handsel.trust.disputes.sealed_offers import seal_offer
from handsel.trust.disputes.settling import (
    accept_dispute_offer,
    decline_offer,
    make_offer,
    withdraw_any,
)
from handsel.ui.datetime_format import when_text
from handsel.ui.money_format import money_text
from handsel.web.base.amounts import expected_amount
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.disputes.forms import AnswerForm, AppealForm, DecliningForm, OfferForm
from handsel.web.disputes.sealed import SealedForm
from handsel.web.disputes.subjects import returns_at
from handsel.web.disputes.views import find_dispute, show_dispute
from handsel.work.jobs.lifecycle import Side


@page("POST")
def answer(request: AuthenticatedRequest, number: int, dispute: int) -> HttpResponse:
    """Answer the other side's dispute."""
    row, form = find_dispute(request, number, dispute), AnswerForm("answer", request.POST)
    if not form.is_valid():
        return show_dispute(request, row, form)
    answer_dispute(actor_of(request), row, **form.cleaned_data)
    return _back(request, row, _("Answered. You both can make offers now."))


@page("POST")
def offer(request: AuthenticatedRequest, number: int, dispute: int) -> HttpResponse:
    """Make an open offer."""
    row = find_dispute(request, number, dispute)
    form = OfferForm(row, request.POST)
    if not form.is_valid():
        return show_dispute(request, row, form)
    amount, reason = form.cleaned_data["amount"], form.cleaned_data["reason"]
    make_offer(actor_of(request), row, to_freelancer=amount, reason=reason)
    return _back(request, row, _("Offered. The money is shared when the other side accepts."))


@page("POST")
def decline(request: AuthenticatedRequest, number: int, dispute: int) -> HttpResponse:
    """Decline the other side's open offer."""
    row, form = find_dispute(request, number, dispute), DecliningForm("declining", request.POST)
    if not form.is_valid():
        return show_dispute(request, row, form)
    decline_offer(actor_of(request), row, **form.cleaned_data)
    return _back(request, row, _("Declined. Make an offer of your own, or wait for another."))


@page("POST")
def acceptance(request: AuthenticatedRequest, number: int, dispute: int) -> HttpResponse:
    """Accept what the other side offers, or asks for."""
    row = find_dispute(request, number, dispute)
    expected = expected_amount(request, row.job.currency)
    accept_dispute_offer(actor_of(request), row, expected=expected)
    words = _("Settled: {freelancer} to the freelancer, {client} for the client.")
    parts = {"freelancer": money_text(expected), "client": money_text(row.money - expected)}
    return _back(request, row, " ".join([words.format(**parts), *_when_back(row, row.money - expected)]))


def _when_back(dispute: Dispute, back: Money) -> list[str]:
    """When the client's part of disputed hours comes back, if it does not at once."""
    at = returns_at(dispute.sheet)
    if not back or at is None:
        return []
    words = _("What goes back to the client comes with the rest of the week, {at} at the latest.")
    return [words.format(at=when_text(at))]


@page("POST")
def withdrawal(request: AuthenticatedRequest, number: int, dispute: int) -> HttpResponse:
    """Withdraw one's own dispute."""
    row = find_dispute(request, number, dispute)
    withdraw_any(actor_of(request), row)
    words = _("Withdrawn. Nothing is frozen by this dispute any more.")
    if row.payment is not None:
        words = _("Withdrawn. The payment stays with the freelancer.")
    if row.sheet_id is not None:
        words = _("Withdrawn. The time is paid.")
    return _back(request, row, words)


@page("POST")
def sealed_offer(request: AuthenticatedRequest, number: int, dispute: int) -> HttpResponse:
    """Seal a number, which the house compares with the other side's."""
    row = find_dispute(request, number, dispute)
    side = row.job.side_of(request.user.pk) or Side.HOUSE
    form = SealedForm(row, side, request.POST)
    if not form.is_valid():
        return show_dispute(request, row, form)
    cleaned = form.cleaned_data
    seal_offer(actor_of(request), row, expected_round=cleaned["round"], to_freelancer=cleaned["sealed"])
    settled = Dispute.objects.get(pk=row.pk)
    words = _("Sealed. Nobody sees the number.")
    if settled.to_freelancer is not None:
        amount = money_text(Money(settled.to_freelancer, row.job.currency))
        words = _("The sealed offers met: {amount} to the freelancer.").format(amount=amount)
    elif not settled.sealed_by:
        words = _("The sealed offers did not meet. Both are destroyed.")
    return _back(request, row, words)


@page("POST")
def appeal(request: AuthenticatedRequest, number: int, dispute: int) -> HttpResponse:
    """Appeal the decision."""
    row, form = find_dispute(request, number, dispute), AppealForm("appeal", request.POST)
    if not form.is_valid():
        return show_dispute(request, row, form)
    appeal_decision(actor_of(request), row, **form.cleaned_data)
    return _back(request, row, _appealed(row.pk))


def _appealed(pk: int) -> str:
    """Who decides the appeal."""
    dispute = Dispute.objects.get(pk=pk)
    if not dispute.waits_for_arbiter:
        return _("Appealed. Another operator decides, or the decision stands.")
    words = _("Appealed. The arbiter {name} decides, or the decision stands.")
    return words.format(name=dispute.arbiter_name)


def _back(request: AuthenticatedRequest, dispute: Dispute, words: str) -> HttpResponse:
    messages.success(request, words, extra_tags="seal")
    return redirect("dispute", dispute.job_id, dispute.number)
