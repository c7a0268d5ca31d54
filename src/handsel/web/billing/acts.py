"""The acts of the Billing page: each finds what is mine, does one act, and goes back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from handsel.kernel.identifiers import derived
from handsel.kernel.money import SUM_MAX, Money
from handsel.kernel.refusals import NotFound, Refusal
from handsel.kernel.words import gettext_noop
from handsel.look.figures import money_text
from handsel.money.rails import deposits
from handsel.record.deeds import By, was_done
from handsel.web.amounts import amount_in
from handsel.web.asking import Asking, by, page, reason_in
from handsel.web.billing.pages import wallet_of
from handsel.web.standings import Standing, standing
from handsel.work.jobs.stages import Side
from handsel.work.milestones import funding, refunds, release, splits
from handsel.work.milestones.models import Milestone, RefundRequest, SplitProposal


@page("POST")
def fund(request: Asking, number: int) -> HttpResponse:
    """Fund milestones from the wallet; with `add`, what is missing comes by test card first."""
    where = standing(request.user, number)
    expected = amount_in(request, where.job.currency, "expected", most=SUM_MAX)
    chosen = [int(pk) for pk in request.POST.getlist("milestone") if pk.isdecimal() and len(pk) < 16]
    asked = by(request)
    added = _added(asked, where, chosen, expected) if "add" in request.POST else None
    try:
        funding.fund(asked, where.job, milestones=chosen, expected=expected)
    except Refusal as refusal:
        raise _with(added, refusal) from refusal
    return _done(request, number, _("{amount} is in escrow.").format(amount=money_text(expected)))


@page("POST")
def release_page(request: Asking, pk: int) -> HttpResponse:
    """Release what is held for a milestone, or a part of it."""
    row = _milestone(request, pk)
    amount = amount_in(request, row.job.currency)
    release.release(by(request), row, amount=amount)
    return _done(request, row.job_id, _("{amount} released.").format(amount=money_text(amount)))


@page("POST")
def changes(request: Asking, pk: int) -> HttpResponse:
    """Ask for changes to a delivery."""
    row = _milestone(request, pk)
    release.ask_for_changes(by(request), row, reason=reason_in(request))
    return _done(request, row.job_id, _("Changes asked for. The clock has stopped."))


@page("POST")
def refund(request: Asking, pk: int) -> HttpResponse:
    """Return a part of what is held, as the freelancer."""
    row = _milestone(request, pk)
    amount = amount_in(request, row.job.currency)
    refunds.refund(by(request), row, amount=amount)
    return _done(request, row.job_id, _("{amount} returned.").format(amount=money_text(amount)))


@page("POST")
def refund_request(request: Asking, pk: int) -> HttpResponse:
    """Ask for a part back, as the client."""
    row = _milestone(request, pk)
    refunds.ask_refund(
        by(request), row, amount=amount_in(request, row.job.currency), reason=reason_in(request)
    )
    return _done(request, row.job_id, _("Asked. Nothing has moved yet."))


@page("POST")
def refund_answer(request: Asking, pk: int, answer: str) -> HttpResponse:
    """Grant, refuse or withdraw a refund request."""
    ask = get_object_or_404(RefundRequest.objects.of(request.user).select_related("job", "milestone"), pk=pk)
    match answer:
        case "grant":
            refunds.grant_refund(by(request), ask)
        case "refusal":
            refunds.refuse_refund(by(request), ask, reason=reason_in(request))
        case "withdrawal":
            refunds.withdraw_refund_request(by(request), ask)
        case _:
            raise NotFound
    return _done(request, ask.job_id, _("Answered, and sealed in the record."))


@page("POST")
def split(request: Asking, pk: int) -> HttpResponse:
    """Propose how to share what is held."""
    row = _milestone(request, pk)
    part: Money = amount_in(request, row.job.currency)
    splits.propose_split(by(request), row, to_freelancer=part, reason=reason_in(request))
    return _done(
        request, row.job_id, _("Proposed. It is shared out when the other side accepts; no clock stops.")
    )


@page("POST")
def split_answer(request: Asking, pk: int, answer: str) -> HttpResponse:
    """Accept, refuse or withdraw a split."""
    ask = get_object_or_404(SplitProposal.objects.of(request.user).select_related("job", "milestone"), pk=pk)
    match answer:
        case "acceptance":
            splits.accept_split(by(request), ask)
        case "refusal":
            splits.refuse_split(by(request), ask, reason=reason_in(request))
        case "withdrawal":
            splits.withdraw_split(by(request), ask)
        case _:
            raise NotFound
    return _done(request, ask.job_id, _("Answered, and sealed in the record."))


def _added(asked: By, where: Standing, milestones: list[int], expected: Money) -> Money | None:
    """Bring what the wallet lacks, unless the funding would be refused even so, or was done already."""
    missing = expected - wallet_of(where)
    if where.side is not Side.CLIENT or missing.minor <= 0 or was_done(asked):
        return None
    funding.refuse_funding(where.job, milestones=milestones, expected=expected)
    key = derived(asked.key, "deposit")
    deposits.ask(By(asked.actor, asked.at, key), where.job.client.person, missing, deposits.Plan())
    return missing


def _with(added: Money | None, refusal: Refusal) -> Refusal:
    """A refusal that came after money was added, because something moved in between, says where that is."""
    if added is not None:
        refusal.kept = gettext_noop("Nothing was funded. What you added, %(added)s, is in your wallet.")
        refusal.named["added"] = money_text(added)
    return refusal


def _milestone(request: Asking, pk: int) -> Milestone:
    rows = Milestone.objects.of(request.user).select_related("job", "holding")
    found: Milestone = get_object_or_404(rows, pk=pk)
    return found


def _done(request: Asking, number: int, words: str) -> HttpResponse:
    messages.success(request, words, extra_tags="seal")
    return redirect("job-billing", number)
