"""Money back to the client: returned by the freelancer, or requested by the client and granted."""

from datetime import datetime

from handsel.kernel import identifiers
from handsel.kernel.characters import is_blank
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.record.actions import Actor
from handsel.tasks.models import cancel, schedule
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.refusals import InvalidState, ReasonMissing
from handsel.work.milestones.deadline_guards import refund_is_due, refuse_after_refund
from handsel.work.milestones.entries import money, requests
from handsel.work.milestones.models import Milestone, MoneyRequest, RefundRequest
from handsel.work.milestones.payout import GRANT, distribute
from handsel.work.milestones.refusals import AlreadyAsked, ExceedsHeld, RefundDue, RequestClosed


@act(money.REFUNDED, Side.FREELANCER)
def refund(context: JobContext, milestone: Milestone, *, amount: Money) -> Facts:
    """Return any part of what is held to the client, at once; raises `RefundDue` where a refund is due."""
    refuse_after_refund(milestone, context.at)
    return distribute(context, milestone, to_freelancer=zero(amount.currency), to_client=amount)


@act(requests.ASKED, Side.CLIENT)
def ask_refund(context: JobContext, milestone: Milestone, *, amount: Money, reason: str) -> Facts:
    """Ask for a part back; on undelivered work an unanswered request is granted after some days."""
    if is_blank(reason):
        raise ReasonMissing
    if not 0 < amount.minor <= milestone.free.minor:
        raise ExceedsHeld
    if RefundRequest.objects.filter(milestone=milestone, state=MoneyRequest.State.OPEN).exists():
        raise AlreadyAsked
    auto_grants_at = None
    if milestone.delivered_at is None:
        auto_grants_at = context.deadline(context.job.policy.rules.refund_answer_days)
        schedule(GRANT, milestone.pk, at=auto_grants_at)
    request = RefundRequest.objects.create(
        job=context.job,
        milestone=milestone,
        side=context.side,
        to_client=amount.minor,
        reason=reason,
        asked_at=context.at,
        auto_grants_at=auto_grants_at,
    )
    more = {"request": request.pk, "reason": reason, "auto_grants_at": auto_grants_at}
    return {**milestone.facts(), **amount.facts(), **more}


@act(requests.GRANTED, Side.FREELANCER)
def grant_refund(context: JobContext, request: RefundRequest) -> Facts:
    """Return what was asked for."""
    return {**_grant(context, request), "automatic": False}


@act(requests.GRANTED, Side.HOUSE)
def _grant_unanswered(context: JobContext, request: RefundRequest) -> Facts:
    """Check again under the lock: the work may have been delivered at the last moment."""
    if not refund_is_due(request, context.at):
        raise InvalidState
    return {**_grant(context, request), "automatic": True}


def _grant(context: JobContext, request: RefundRequest) -> Facts:
    _answer(context, request, MoneyRequest.State.GRANTED)
    milestone = Milestone.objects.select_related("job", "holding").get(pk=request.milestone_id)
    milestone.job = context.job
    return distribute(context, milestone, to_freelancer=zero(context.job.currency), to_client=request.money)


@act(requests.REFUSED, Side.FREELANCER)
def refuse_refund(context: JobContext, request: RefundRequest, *, reason: str) -> Facts:
    """Refuse a request with a reason; the money stays where it is. Raises `RefundDue` once it is due."""
    if is_blank(reason):
        raise ReasonMissing
    if refund_is_due(request, context.at):
        raise RefundDue
    _answer(context, request, MoneyRequest.State.REFUSED, answer=reason)
    return {**request.milestone.facts(), **request.money.facts(), "reason": reason}


@act(requests.WITHDRAWN, Side.CLIENT)
def withdraw_refund_request(context: JobContext, request: RefundRequest) -> Facts:
    """Withdraw the request."""
    _answer(context, request, MoneyRequest.State.WITHDRAWN)
    return {**request.milestone.facts(), **request.money.facts()}


def auto_grant(subject: str, at: datetime) -> None:
    """Grant a request that went unanswered, unless the work was delivered meanwhile."""
    request = (
        RefundRequest.objects.filter(milestone=int(subject), state=MoneyRequest.State.OPEN)
        .select_related("job", "milestone")
        .first()
    )
    if request is None or not refund_is_due(request, at):
        return
    key = identifiers.derived(request.milestone.ref, f"refund {request.pk}")
    _grant_unanswered(Actor(HOUSE, at, key), request)


def wait_for_answer(milestone: Milestone) -> None:
    """Stop the timer of a refund request: on delivered work it waits for the freelancer's answer."""
    RefundRequest.objects.filter(milestone=milestone, state=MoneyRequest.State.OPEN).update(
        auto_grants_at=None
    )
    cancel(GRANT, milestone.pk)


def _answer(
    context: JobContext, request: RefundRequest, state: MoneyRequest.State, *, answer: str = ""
) -> None:
    if request.state != MoneyRequest.State.OPEN:
        raise RequestClosed
    request.state, request.answered_at, request.answer = state, context.at, answer
    request.save(force_update=True)
    cancel(GRANT, request.milestone_id)
