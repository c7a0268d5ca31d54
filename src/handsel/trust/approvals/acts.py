"""The steps of an act that takes two operators: proposed, confirmed, withdrawn, done (rules: operators 3).

Where another operator could confirm it, it waits for one; where there is none, for 72 hours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handsel.kernel import identifiers
from handsel.kernel.characters import is_blank, refuse_bidi_controls
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.kinds import EntryKind
from handsel.record.models import Chain
from handsel.tasks.models import cancel, schedule
from handsel.trust.approvals import entries
from handsel.trust.approvals.judges import has_other_operator, refuse_partial
from handsel.trust.approvals.lifecycle import ApprovalStage, ApprovedKind
from handsel.trust.approvals.models import ProposedAct
from handsel.trust.approvals.proposal import Proposal
from handsel.trust.approvals.refusals import (
    ActClosed,
    AlreadyConfirmed,
    AlreadyProposed,
    OwnProposal,
    TookPart,
)
from handsel.trust.approvals.schedule import done_alone_at, done_confirmed_at
from handsel.work.jobs.refusals import ReasonMissing

DO = "approval.do"

Step = Callable[[ActionContext, ProposedAct], None]
"""What a concept does beside a step, in the same transaction: it tells those whom it concerns."""


@dataclass(frozen=True)
class ApprovedAct:
    """What a concept does when an act of its kind is confirmed, withdrawn, due, and scheduled as none can.

    `barred` are operators who may not confirm it, since they took another part in its matter.
    """

    confirmed: Step
    withdrawn: Step
    do: Callable[[ProposedAct, datetime], None]
    scheduled: Step
    barred: Callable[[ProposedAct], frozenset[UUID]]


def propose_act(actor: Actor, proposal: Proposal, proposed: Step) -> Facts:
    """Propose an act, by an operator who is no side of its job; `proposed` checks the rest, and tells."""
    refuse_bidi_controls(proposal.reason)

    def body(context: ActionContext) -> Facts:
        refuse_partial(actor.id, proposal.job)
        if is_blank(proposal.reason):
            raise ReasonMissing
        same = ProposedAct.objects.open().filter(kind=proposal.kind, subject=proposal.subject)
        if same.exists():
            raise AlreadyProposed
        row = proposal.row(context)
        if not has_other_operator(proposal.job, besides=actor.id):
            _set_time(row, done_alone_at(context.at, not_before=row.not_before))
        row.save()
        _schedule(row)
        proposed(context, row)
        return row.facts()

    return perform(_spec(entries.PROPOSED, proposal.request()), actor, body)


def confirm_act(actor: Actor, row: ProposedAct, act: ApprovedAct) -> Facts:
    """Confirm an act that another operator proposed: it is done at once, or at the end of its notice."""

    def body(context: ActionContext) -> Facts:
        fresh = _fresh(row, actor)
        if fresh.proposed_by == actor.id:
            raise OwnProposal
        if actor.id in act.barred(fresh):
            raise TookPart
        if fresh.confirmed_by is not None:
            raise AlreadyConfirmed
        fresh.confirmed_by, fresh.confirmed_at = actor.id, context.at
        _set_time(fresh, done_confirmed_at(context.at, not_before=fresh.not_before))
        fresh.save(force_update=True)
        _schedule(fresh)
        act.confirmed(context, fresh)
        return fresh.facts()

    return perform(_spec(entries.CONFIRMED, {"ref": str(row.ref)}), actor, body)


def withdraw_act(actor: Actor, row: ProposedAct, act: ApprovedAct, *, reason: str) -> Facts:
    """Withdraw an act before it is done, by any operator who is no side of its job."""
    refuse_bidi_controls(reason)

    def body(context: ActionContext) -> Facts:
        fresh = _fresh(row, actor)
        if is_blank(reason):
            raise ReasonMissing
        _end(context, fresh, ApprovalStage.WITHDRAWN)
        fresh.withdrawal, fresh.done_at = reason, None
        fresh.save(force_update=True)
        cancel(DO, fresh.pk)
        act.withdrawn(context, fresh)
        return fresh.facts()

    return perform(_spec(entries.WITHDRAWN, {"ref": str(row.ref), "reason": reason}), actor, body)


def auto_schedule(subject: str, at: datetime, *, acts: Mapping[ApprovedKind, ApprovedAct]) -> None:
    """Give an act that nobody is left to confirm the time that it has without a second operator."""
    row = ProposedAct.objects.for_act().get(pk=int(subject))
    act = acts[ApprovedKind(row.kind)]
    if not _waits_for_nobody(row, act):
        return

    def body(context: ActionContext) -> Facts:
        """Check again under the lock: it may have been confirmed at the last moment."""
        fresh = ProposedAct.objects.for_act().get(pk=row.pk)
        if not _waits_for_nobody(fresh, act):
            raise ActClosed
        _set_time(fresh, done_alone_at(context.at, not_before=fresh.not_before))
        fresh.save(force_update=True)
        _schedule(fresh)
        act.scheduled(context, fresh)
        return dict(fresh.facts())

    key = identifiers.derived(row.ref, "alone")
    perform(_spec(entries.SCHEDULED, {"ref": str(row.ref)}), Actor(HOUSE, at, key), body)


def auto_do(subject: str, at: datetime, *, acts: Mapping[ApprovedKind, ApprovedAct]) -> None:
    """Do an act whose time has come."""
    row = ProposedAct.objects.for_act().get(pk=int(subject))
    if not _is_due(row, at):
        return

    def body(context: ActionContext) -> Facts:
        """Check again under the lock: it may have been withdrawn at the last moment."""
        fresh = ProposedAct.objects.for_act().get(pk=row.pk)
        if not _is_due(fresh, context.at):
            raise ActClosed
        _end(context, fresh, ApprovalStage.DONE)
        fresh.save(force_update=True)
        return dict(fresh.facts())

    key = identifiers.derived(row.ref, "done")
    perform(_spec(entries.DONE, {"ref": str(row.ref)}), Actor(HOUSE, at, key), body)
    acts[ApprovedKind(row.kind)].do(row, at)


def _fresh(row: ProposedAct, actor: Actor) -> ProposedAct:
    """The act as it is under the lock; raises `ActClosed`, and `NotFound` for a side of its job."""
    fresh: ProposedAct = ProposedAct.objects.for_act().get(pk=row.pk)
    refuse_partial(actor.id, fresh.job)
    if not fresh.is_open:
        raise ActClosed
    return fresh


def _waits_for_nobody(row: ProposedAct, act: ApprovedAct) -> bool:
    is_waiting = row.stage == ApprovalStage.WAITING
    return is_waiting and not has_other_operator(row.job, besides=row.proposed_by, barred=act.barred(row))


def _set_time(row: ProposedAct, at: datetime) -> None:
    row.done_at = at
    if row.stage == ApprovalStage.WAITING:
        row.move(ApprovalStage.SCHEDULED)


def _schedule(row: ProposedAct) -> None:
    if row.done_at is not None:
        schedule(DO, row.pk, at=row.done_at)


def _end(context: ActionContext, row: ProposedAct, stage: ApprovalStage) -> None:
    row.move(stage)
    row.ended_by, row.ended_at = context.actor.id, context.at


def _is_due(row: ProposedAct, at: datetime) -> bool:
    is_scheduled = row.stage == ApprovalStage.SCHEDULED
    return is_scheduled and row.done_at is not None and row.done_at <= at


def _spec(kind: EntryKind, request: Facts) -> ActionSpec:
    return ActionSpec(kind, Chain.Kind.HOUSE, HOUSE, request)
