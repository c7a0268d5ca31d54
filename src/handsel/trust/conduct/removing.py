"""Removing a person from the site: proposed, confirmed, withdrawn, and in effect.

Rules: off-platform payment 11 to 13. The person is told of each step; it never takes money that is theirs.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.people.calendars import house_calendar
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform
from handsel.record.kinds import EntryKind
from handsel.tasks.models import cancel
from handsel.trust.approvals.acts import ApprovedAct, propose_act, withdraw_act
from handsel.trust.approvals.lifecycle import ApprovedKind
from handsel.trust.approvals.models import ProposedAct
from handsel.trust.approvals.proposal import Proposal
from handsel.trust.conduct.cases import ConductCase, find_case
from handsel.trust.conduct.entries import removals as entries
from handsel.trust.conduct.entries.decisions import DECIDED
from handsel.trust.conduct.lifecycle import DecisionStage
from handsel.trust.conduct.models import ConductDecision
from handsel.trust.conduct.removed_jobs import announce, end_jobs, notice_ends
from handsel.trust.conduct.schedule import appeal_due
from handsel.trust.conduct.suspensions import refresh_suspension
from handsel.trust.conduct.verdicts import Verdict, answer_reporter, new_decision, refuse_verdict, within
from handsel.work.hours.timer import stop_of

STAND = "conduct.stand"
"""The task that lets a decision stand whose appeal nobody answered."""


def propose_removal(actor: Actor, case: ConductCase, verdict: Verdict) -> Facts:
    """Propose the removal of the person of a case; they are told at once, with when it takes effect."""

    def proposed(context: ActionContext, row: ProposedAct) -> None:
        fresh = find_case(case.ref)
        refuse_verdict(fresh, verdict, context.at)

        def body(own: ActionContext) -> Facts:
            decision = new_decision(own, fresh, verdict)
            decision.not_before, decision.effect_at = row.not_before, row.done_at
            decision.save()
            return {**decision.facts(), **refresh_suspension(fresh.person.pk, own.at)}

        perform(on_own_chain(DECIDED, fresh.person.pk, {"case": str(case.ref)}), within(context), body)
        announce(context, fresh.person)

    proposal = Proposal(
        ApprovedKind.REMOVAL,
        case.ref,
        case.job,
        verdict.reason,
        notice=lambda at: notice_ends(case, at),
        more={"ground": verdict.ground.value},
    )
    return propose_act(actor, proposal, proposed)


def call_off(actor: Actor, decision: ConductDecision, *, reason: str) -> None:
    """Withdraw a removal that was overturned before it took effect."""
    row = ProposedAct.objects.open().filter(kind=ApprovedKind.REMOVAL, subject=decision.case).first()
    if row is not None:
        key = identifiers.derived(actor.key, "call off")
        withdraw_act(Actor(actor.id, actor.at, key), row, REMOVAL, reason=reason)


def _confirmed(context: ActionContext, row: ProposedAct) -> None:
    """The person is told when it takes effect, and has from now on to appeal."""

    def change(decision: ConductDecision, at: datetime) -> None:
        decision.confirmed_by, decision.effect_at = row.confirmed_by, row.done_at
        if decision.stage == DecisionStage.DECIDED:
            decision.appeal_by = appeal_due(at, house_calendar())

    decision = _on_chain(context, row, entries.REMOVAL_CONFIRMED, change)
    announce(context, decision.person)


def _scheduled(context: ActionContext, row: ProposedAct) -> None:
    """Nobody else can confirm it: the person is told when it takes effect."""

    def change(decision: ConductDecision, _at: datetime) -> None:
        decision.effect_at = row.done_at

    decision = _on_chain(context, row, entries.REMOVAL_SCHEDULED, change)
    announce(context, decision.person)


def _barred(row: ProposedAct) -> frozenset[UUID]:
    """Who decided the appeal against it."""
    judge = _decision(row).answered_by
    return frozenset({judge} if judge else ())


def _withdrawn(context: ActionContext, row: ProposedAct) -> None:
    """The case is open again, unless an appeal overturned the decision; nothing follows for the person."""
    decision = _decision(row)
    if decision.stage != DecisionStage.OVERTURNED:

        def change(decision: ConductDecision, _at: datetime) -> None:
            decision.move(DecisionStage.WITHDRAWN)
            decision.effect_at = None
            cancel(STAND, decision.pk)

        _on_chain(context, row, entries.REMOVAL_WITHDRAWN, change)
    announce(context, decision.person)


def _take_effect(row: ProposedAct, at: datetime) -> None:
    """End what the person began, as the rules of ending a job say; they can still finish and be paid."""

    def change(decision: ConductDecision, at: datetime) -> None:
        decision.removed_at = at
        stop_of(decision.person_id, at)

    case = find_case(row.subject)
    context = ActionContext(row.ref, "", Actor(HOUSE, at, identifiers.derived(row.ref, "removed")))
    decision = _on_chain(context, row, entries.REMOVED, change)
    end_jobs(decision.person, row.ref, at)
    answer_reporter(context, case, acted=True)


def _on_chain(
    context: ActionContext,
    row: ProposedAct,
    kind: EntryKind,
    change: Callable[[ConductDecision, datetime], None],
) -> ConductDecision:
    """Change the decision under the lock of its person's chain, with an entry there that tells them."""
    decision = _decision(row)

    def body(own: ActionContext) -> Facts:
        fresh = _decision(row)
        change(fresh, own.at)
        fresh.save(force_update=True)
        return {**fresh.facts(), **refresh_suspension(fresh.person_id, own.at)}

    perform(on_own_chain(kind, decision.person_id, {"case": str(decision.case)}), within(context), body)
    return decision


def _decision(row: ProposedAct) -> ConductDecision:
    decision: ConductDecision = ConductDecision.objects.select_related("person", "job").get(case=row.subject)
    return decision


REMOVAL = ApprovedAct(_confirmed, _withdrawn, _take_effect, _scheduled, _barred)
"""What a removal does in each of its steps."""
