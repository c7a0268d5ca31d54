"""The acts of the Billing page: each finds the person's own row, does one act, and redirects."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound, Refusal
from handsel.record.actions import Actor, was_performed
from handsel.ui.money_format import money_text
from handsel.web.base.amounts import expected_amount
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.billing.dialogs import (
    AmountForm,
    ChangesForm,
    DialogForm,
    RefundForm,
    RefundRequestForm,
    RefusalForm,
    ReleaseForm,
    SplitForm,
)
from handsel.web.billing.outcomes import answer_outcome, release_outcome
from handsel.web.billing.views import billing_page
from handsel.web.jobs.deposit_missing import deposit_missing, mention_deposit
from handsel.web.jobs.job_view import load_job_view
from handsel.work.hours import funding as hours
from handsel.work.hours.models import JobWeek
from handsel.work.milestones import funding, refunds, release, splits
from handsel.work.milestones.models import Milestone, RefundRequest, SplitProposal


@page("POST")
def fund(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Fund milestones from the wallet; with `add`, first deposit what is missing."""
    job_view = load_job_view(request.user, number)
    expected = expected_amount(request, job_view.job.currency)
    chosen = [int(pk) for pk in request.POST.getlist("milestone") if pk.isdecimal() and len(pk) < 16]
    actor = actor_of(request)
    refuse = partial(funding.refuse_funding, job_view.job, milestones=chosen, expected=expected)
    deposited = deposit_missing(actor, job_view, expected, refuse) if "add" in request.POST else None
    try:
        funding.fund(actor, job_view.job, milestones=chosen, expected=expected)
    except Refusal as refusal:
        raise mention_deposit(deposited, refusal) from refusal
    return _back_to_billing(request, number, _("{amount} is in escrow.").format(amount=money_text(expected)))


@page("POST")
def fund_week(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Fund a week from the wallet; with `add`, first deposit what is missing."""
    week = get_object_or_404(JobWeek.objects.of(request.user).select_related("job", "holding"), pk=pk)
    job_view = load_job_view(request.user, week.job_id)
    expected, actor = expected_amount(request, job_view.job.currency), actor_of(request)
    refuse = partial(hours.refuse_week_funding, week, expected=expected, at=actor.at)
    deposited = deposit_missing(actor, job_view, expected, refuse) if "add" in request.POST else None
    try:
        hours.fund_week(actor, week, expected=expected)
    except Refusal as refusal:
        raise mention_deposit(deposited, refusal) from refusal
    words = _("{amount} is in escrow.").format(amount=money_text(expected))
    return _back_to_billing(request, week.job_id, words)


@page("POST")
def release_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Release what is held for a milestone, or a part of it."""
    form = _amount_form(ReleaseForm, request, pk)
    if not form.is_valid():
        return _open_again(request, form)
    facts = release.release(actor_of(request), form.milestone, **form.cleaned_data)
    job_view = load_job_view(request.user, form.milestone.job_id)
    words = _("{amount} released to {name}.").format(
        amount=money_text(form.cleaned_data["amount"]), name=job_view.other_name
    )
    return _back_to_billing(request, job_view.job.pk, release_outcome(job_view, facts, words))


@page("POST")
def changes(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask for changes to a delivery."""
    form = ChangesForm(_milestone(request, pk), request.POST)
    return _act(request, form, release.ask_for_changes, _("Changes requested. Auto-release is paused."))


@page("POST")
def refund(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Return a part of what is held, as the freelancer."""
    form = _amount_form(RefundForm, request, pk)
    return _act(request, form, refunds.refund, _("{amount} refunded to the client."))


@page("POST")
def refund_request(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask for a part back, as the client."""
    form = _amount_form(RefundRequestForm, request, pk)
    return _act(request, form, refunds.ask_refund, _("Requested. No money has moved yet."))


@page("POST")
def split(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Propose how to share what is held."""
    form = _amount_form(SplitForm, request, pk)
    words = _("Split proposed. The money is split when the other side accepts. Auto-release is not paused.")
    return _act(request, form, _propose_split, words)


@page("POST")
def refund_answer(request: AuthenticatedRequest, pk: int, answer: str) -> HttpResponse:
    """Grant, refuse or withdraw a refund request."""
    return _answer(request, RefundRequest, pk, _REFUND_ANSWERS.get(answer))


@page("POST")
def split_answer(request: AuthenticatedRequest, pk: int, answer: str) -> HttpResponse:
    """Accept, refuse or withdraw a split."""
    return _answer(request, SplitProposal, pk, _SPLIT_ANSWERS.get(answer))


_REFUND_ANSWERS: dict[str, Callable[..., Facts]] = {
    "grant": refunds.grant_refund,
    "refusal": refunds.refuse_refund,
    "withdrawal": refunds.withdraw_refund_request,
}
_SPLIT_ANSWERS: dict[str, Callable[..., Facts]] = {
    "acceptance": splits.accept_split,
    "refusal": splits.refuse_split,
    "withdrawal": splits.withdraw_split,
}
_WITH_REASON = (refunds.refuse_refund, splits.refuse_split)


def _answer(
    request: AuthenticatedRequest,
    kind: type[RefundRequest] | type[SplitProposal],
    pk: int,
    apply: Callable[..., Facts] | None,
) -> HttpResponse:
    """Answer a request about held money with one of its acts."""
    people = ("job__client__person", "job__freelancer__person")
    rows = kind.objects.of(request.user).select_related("job", "milestone", *people)
    money_request = get_object_or_404(rows, pk=pk)
    if apply is None:
        raise NotFound
    form = RefusalForm(money_request, request.POST)
    if apply in _WITH_REASON and not form.is_valid():
        return billing_page(request, load_job_view(request.user, money_request.job_id), form)
    apply(actor_of(request), money_request, **(form.cleaned_data if apply in _WITH_REASON else {}))
    return _back_to_billing(request, money_request.job_id, answer_outcome(apply, money_request))


def _amount_form(kind: type[AmountForm], request: AuthenticatedRequest, pk: int) -> AmountForm:
    """A form as sent; one sent twice is taken though the money has moved since."""
    is_repeated = was_performed(actor_of(request))
    return kind(_milestone(request, pk), request.POST, is_repeated=is_repeated)


def _act(
    request: AuthenticatedRequest, form: DialogForm, apply: Callable[..., Facts], words: str
) -> HttpResponse:
    """Do what a form asks for."""
    if not form.is_valid():
        return _open_again(request, form)
    apply(actor_of(request), form.milestone, **form.cleaned_data)
    amount = form.cleaned_data.get("amount")
    shown = money_text(amount) if amount is not None else ""
    return _back_to_billing(request, form.milestone.job_id, words.format(amount=shown))


def _open_again(request: AuthenticatedRequest, form: DialogForm) -> HttpResponse:
    """The page with a form that is wrong open on it."""
    return billing_page(request, load_job_view(request.user, form.milestone.job_id), form)


def _propose_split(actor: Actor, milestone: Milestone, *, amount: Money, reason: str) -> Facts:
    return splits.propose_split(actor, milestone, to_freelancer=amount, reason=reason)


def _milestone(request: AuthenticatedRequest, pk: int) -> Milestone:
    rows = Milestone.objects.of(request.user).select_related("job", "holding")
    milestone: Milestone = get_object_or_404(rows, pk=pk)
    return milestone


def _back_to_billing(request: AuthenticatedRequest, number: int, words: str) -> HttpResponse:
    messages.success(request, words, extra_tags="seal")
    return redirect("job-billing", number)
