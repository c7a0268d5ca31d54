"""The acts of the Billing page: each finds the person's own row, does one act, and redirects."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.identifiers import derived
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound, Refusal
from handsel.money.rails import deposits
from handsel.money.rails.refusals import BankRefused, DepositPending
from handsel.money.rails.states import TransferState
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
from handsel.web.billing.views import billing_page, wallet_of
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones import funding, refunds, release, splits
from handsel.work.milestones.models import Milestone, RefundRequest, SplitProposal


@page("POST")
def fund(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Fund milestones from the wallet; with `add`, first deposit what is missing."""
    job_view = load_job_view(request.user, number)
    expected = expected_amount(request, job_view.job.currency)
    chosen = [int(pk) for pk in request.POST.getlist("milestone") if pk.isdecimal() and len(pk) < 16]
    actor = actor_of(request)
    deposited = _deposit_missing(actor, job_view, chosen, expected) if "add" in request.POST else None
    try:
        funding.fund(actor, job_view.job, milestones=chosen, expected=expected)
    except Refusal as refusal:
        raise _mention_deposit(deposited, refusal) from refusal
    return _back_to_billing(request, number, _("{amount} is in escrow.").format(amount=money_text(expected)))


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


def _deposit_missing(actor: Actor, job_view: JobView, milestones: list[int], expected: Money) -> Money | None:
    """Deposit what the wallet lacks, unless the funding would be refused anyway or is done already."""
    missing = expected - wallet_of(job_view)
    if job_view.side is not Side.CLIENT or missing.minor <= 0 or was_performed(actor):
        return None
    funding.refuse_funding(job_view.job, milestones=milestones, expected=expected)
    key = derived(actor.key, "deposit")
    deposit = deposits.request_deposit(Actor(actor.id, actor.at, key), job_view.job.client.person, missing)
    if deposit.state == TransferState.PENDING:
        raise DepositPending(added=money_text(missing))
    if deposit.state == TransferState.FAILED:
        raise BankRefused(amount=money_text(missing))
    return missing


def _mention_deposit(deposited: Money | None, refusal: Refusal) -> Refusal:
    """Say in a refusal where the deposit is, if it was made and the funding then failed."""
    if deposited is not None:
        refusal.kept = gettext_noop("Nothing was funded. The %(added)s you added is in your wallet.")
        refusal.named["added"] = money_text(deposited)
    return refusal


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
