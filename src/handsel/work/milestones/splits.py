"""Sharing what is held, by agreement of both sides or by an operator's decision."""

from handsel.kernel.characters import is_blank
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.refusals import ReasonMissing
from handsel.work.milestones.deadline_guards import (
    refuse_after_refund,
    refuse_after_release,
    refuse_after_return,
)
from handsel.work.milestones.entries import money, splits
from handsel.work.milestones.models import Milestone, MoneyRequest, SplitProposal
from handsel.work.milestones.payout import distribute
from handsel.work.milestones.refusals import AlreadyAsked, ExceedsHeld, RequestClosed


@act(splits.PROPOSED, Side.CLIENT, Side.FREELANCER)
def propose_split(context: JobContext, milestone: Milestone, *, to_freelancer: Money, reason: str) -> Facts:
    """Propose that the freelancer gets a part of what is held and not disputed, and the client the rest."""
    if is_blank(reason):
        raise ReasonMissing
    if not milestone.free or not 0 <= to_freelancer.minor <= milestone.free.minor:
        raise ExceedsHeld
    if SplitProposal.objects.filter(milestone=milestone, state=MoneyRequest.State.OPEN).exists():
        raise AlreadyAsked
    to_client = milestone.free - to_freelancer
    split = SplitProposal.objects.create(
        job=context.job,
        milestone=milestone,
        side=context.side,
        to_freelancer=to_freelancer.minor,
        to_client=to_client.minor,
        reason=reason,
        asked_at=context.at,
    )
    return {
        **milestone.facts(),
        "request": split.pk,
        "to_freelancer": to_freelancer.minor,
        "to_client": to_client.minor,
        "reason": reason,
    }


@act(splits.ACCEPTED, Side.CLIENT, Side.FREELANCER)
def accept_split(context: JobContext, split: SplitProposal) -> Facts:
    """Accept the other side's proposal: the money is shared at once.

    Raises `ReleaseDue` if a client accepts after the release timer has run out, and `RefundDue`
    or `ReturnDue` if a freelancer accepts once what is held is due to be returned.
    """
    _answer(context, split, MoneyRequest.State.GRANTED, by=Side(split.side).other)
    milestone = _milestone(context, split)
    if context.side is Side.CLIENT:
        refuse_after_release(milestone, context.at)
    else:
        refuse_after_refund(milestone, context.at)
        if milestone.delivered_at is None:
            refuse_after_return(context.job, context.at)
    return distribute(context, milestone, to_freelancer=split.freelancer_part, to_client=split.client_part)


@act(splits.REFUSED, Side.CLIENT, Side.FREELANCER)
def refuse_split(context: JobContext, split: SplitProposal, *, reason: str) -> Facts:
    """Refuse the other side's proposal; the money stays where it is."""
    if is_blank(reason):
        raise ReasonMissing
    _answer(context, split, MoneyRequest.State.REFUSED, by=Side(split.side).other, answer=reason)
    return {**_milestone(context, split).facts(), "reason": reason}


@act(splits.WITHDRAWN, Side.CLIENT, Side.FREELANCER)
def withdraw_split(context: JobContext, split: SplitProposal) -> Facts:
    """Withdraw the proposal."""
    _answer(context, split, MoneyRequest.State.WITHDRAWN, by=Side(split.side))
    return _milestone(context, split).facts()


@act(money.SETTLED, Side.HOUSE)
def settle(context: JobContext, milestone: Milestone, *, to_freelancer: Money, reason: str) -> Facts:
    """An operator shares out all that is not disputed, with a written reason (rules: fixed price 4)."""
    if is_blank(reason):
        raise ReasonMissing
    to_client = milestone.free - to_freelancer
    return {
        **distribute(context, milestone, to_freelancer=to_freelancer, to_client=to_client),
        "reason": reason,
    }


def _answer(
    context: JobContext, split: SplitProposal, state: MoneyRequest.State, *, by: Side, answer: str = ""
) -> None:
    if context.side is not by:
        raise NotFound
    if split.state != MoneyRequest.State.OPEN:
        raise RequestClosed
    split.state, split.answered_at, split.answer = state, context.at, answer
    split.save(force_update=True)


def _milestone(context: JobContext, split: SplitProposal) -> Milestone:
    milestone: Milestone = Milestone.objects.select_related("holding").get(pk=split.milestone_id)
    milestone.job = context.job
    return milestone
