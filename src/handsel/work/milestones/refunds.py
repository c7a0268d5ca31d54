"""Money back to the client: returned by the freelancer, or asked for by the client and granted."""

from datetime import datetime

from handsel.due.models import cancel, schedule
from handsel.kernel import identifiers
from handsel.kernel.characters import is_blank
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.record.compiled import keep
from handsel.record.deeds import By
from handsel.work.jobs.acts import JobDeed, act
from handsel.work.jobs.refusals import NotNow
from handsel.work.jobs.stages import Side
from handsel.work.milestones.deadlines import refund_is_due, refuse_after_refund
from handsel.work.milestones.models import Ask, Milestone, RefundRequest
from handsel.work.milestones.refusals import (
    AlreadyAsked,
    AmountOutOfReach,
    AskClosed,
    ReasonMissing,
    RefundDue,
)
from handsel.work.milestones.sharing import GRANT, share_out


@act("milestone.refunded", Side.FREELANCER)
def refund(deed: JobDeed, milestone: Milestone, *, amount: Money) -> Facts:
    """Return any part of what is held to the client, at once; raises `RefundDue` where a refund is due."""
    refuse_after_refund(milestone, deed.at)
    return share_out(deed, milestone, to_freelancer=zero(amount.currency), to_client=amount)


@act("refund.asked", Side.CLIENT)
def ask_refund(deed: JobDeed, milestone: Milestone, *, amount: Money, reason: str) -> Facts:
    """Ask for a part back; on undelivered work an unanswered request is granted after some days."""
    if is_blank(reason):
        raise ReasonMissing
    if not 0 < amount.minor <= milestone.held.minor:
        raise AmountOutOfReach
    if RefundRequest.objects.filter(milestone=milestone, state=Ask.State.OPEN).exists():
        raise AlreadyAsked
    grants_at = None
    if milestone.delivered_at is None:
        grants_at = deed.calendar.days_after(deed.at, deed.job.policy.rules.refund_answer_days)
        schedule(GRANT, milestone.pk, at=grants_at)
    RefundRequest.objects.create(
        job=deed.job,
        milestone=milestone,
        side=deed.side,
        to_client=amount.minor,
        reason=reason,
        asked_at=deed.at,
        grants_at=grants_at,
    )
    return {**milestone.facts(), **amount.facts(), "reason": reason, "grants_at": grants_at}


@act("refund.granted", Side.FREELANCER)
def grant_refund(deed: JobDeed, request: RefundRequest) -> Facts:
    """Return what was asked for."""
    return {**_grant(deed, request), "by_itself": False}


@act("refund.granted", Side.HOUSE)
def _grant_unanswered(deed: JobDeed, request: RefundRequest) -> Facts:
    """Look again now that the job is locked: the work may have been delivered at the last moment."""
    if not refund_is_due(request, deed.at):
        raise NotNow
    return {**_grant(deed, request), "by_itself": True}


def _grant(deed: JobDeed, request: RefundRequest) -> Facts:
    _answer(deed, request, Ask.State.GRANTED)
    milestone = Milestone.objects.select_related("job", "holding").get(pk=request.milestone_id)
    milestone.job = deed.job
    return share_out(deed, milestone, to_freelancer=zero(deed.job.currency), to_client=request.money)


@act("refund.refused", Side.FREELANCER)
def refuse_refund(deed: JobDeed, request: RefundRequest, *, reason: str) -> Facts:
    """Turn a request down, with a reason; the money stays where it is. Raises `RefundDue` once it is due."""
    if is_blank(reason):
        raise ReasonMissing
    if refund_is_due(request, deed.at):
        raise RefundDue
    _answer(deed, request, Ask.State.REFUSED, answer=reason)
    return {**request.milestone.facts(), **request.money.facts(), "reason": reason}


@act("refund.withdrawn", Side.CLIENT)
def withdraw_refund_request(deed: JobDeed, request: RefundRequest) -> Facts:
    """Ask no more."""
    _answer(deed, request, Ask.State.WITHDRAWN)
    return {**request.milestone.facts(), **request.money.facts()}


def grant_by_itself(subject: str, at: datetime) -> None:
    """Grant the request that went unanswered, unless the work was delivered meanwhile."""
    request = (
        RefundRequest.objects.filter(milestone=int(subject), state=Ask.State.OPEN)
        .select_related("job", "milestone")
        .first()
    )
    if request is None or not refund_is_due(request, at):
        return
    key = identifiers.derived(request.milestone.ref, f"refund {request.pk}")
    _grant_unanswered(By(HOUSE, at, key), request)


def wait_for_answer(milestone: Milestone) -> None:
    """Delivered work is not refunded by the clock: what was asked waits for the freelancer's answer."""
    RefundRequest.objects.filter(milestone=milestone, state=Ask.State.OPEN).update(grants_at=None)
    cancel(GRANT, milestone.pk)


def _answer(deed: JobDeed, request: RefundRequest, state: Ask.State, *, answer: str = "") -> None:
    if request.state != Ask.State.OPEN:
        raise AskClosed
    request.state, request.answered_at, request.answer = state, deed.at, answer
    keep(request)
    cancel(GRANT, request.milestone_id)
