"""A decision is appealed once, and another operator decides the appeal (rules: off-platform payment 9)."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from handsel.kernel import identifiers
from handsel.kernel.characters import is_blank, refuse_bidi_controls
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.people.calendars import house_calendar
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.lost_races import rerun_lost_races
from handsel.record.models import Chain
from handsel.tasks.models import cancel, schedule
from handsel.trust.approvals.judges import refuse_partial
from handsel.trust.conduct.entries.appeals import APPEAL_ANSWERED, APPEALED, STANDS
from handsel.trust.conduct.entries.house import APPEAL_DECIDED
from handsel.trust.conduct.judges import deciders
from handsel.trust.conduct.lifecycle import DecisionStage
from handsel.trust.conduct.models import ConductDecision
from handsel.trust.conduct.refusals import AppealOfOwn, AppealOver, NoAppeal, NotAppealable, WordsMissing
from handsel.trust.conduct.removing import STAND, call_off
from handsel.trust.conduct.schedule import appeal_answer_due
from handsel.trust.conduct.suspensions import refresh_suspension


def appeal_conduct(actor: Actor, decision: ConductDecision, *, reason: str) -> Facts:
    """Appeal a decision about oneself, once and in time; it holds meanwhile."""
    refuse_bidi_controls(reason)

    def body(context: ActionContext) -> Facts:
        fresh = _fresh(decision)
        if fresh.person_id != actor.id:
            raise NotFound
        if fresh.is_dismissed or fresh.stage != DecisionStage.DECIDED:
            raise NotAppealable
        if fresh.appeal_by <= context.at:
            raise AppealOver
        if is_blank(reason):
            raise WordsMissing
        fresh.move(DecisionStage.APPEALED)
        fresh.appeal, fresh.appealed_at = reason, context.at
        fresh.answer_by = appeal_answer_due(context.at, house_calendar())
        schedule(STAND, fresh.pk, at=fresh.answer_by)
        return _saved(fresh, context.at)

    request = {"case": str(decision.case), "reason": reason}
    return perform(on_own_chain(APPEALED, actor.id, request), actor, body)


def answer_appeal(actor: Actor, decision: ConductDecision, *, is_granted: bool, reason: str) -> Facts:
    """Decide an appeal, by an operator who took no part: granted, the decision counts for nothing at once.

    A removal that was not in effect yet is called off.
    """
    refuse_bidi_controls(reason)
    stage = DecisionStage.OVERTURNED if is_granted else DecisionStage.UPHELD

    def body(context: ActionContext) -> Facts:
        refuse_partial(actor.id, _fresh(decision).job)
        if is_blank(reason):
            raise WordsMissing
        within = Actor(actor.id, context.at)
        spec = on_own_chain(APPEAL_ANSWERED, decision.person_id, {"case": str(decision.case)})
        perform(spec, within, _answering(decision, stage, reason))
        return {"person": decision.person_id, "case": decision.case, "outcome": stage, "reason": reason}

    request = {"case": str(decision.case), "outcome": stage.value, "reason": reason}

    def answered() -> Facts:
        with transaction.atomic():
            facts = perform(ActionSpec(APPEAL_DECIDED, Chain.Kind.HOUSE, HOUSE, request), actor, body)
            if is_granted:
                call_off(actor, decision, reason=reason)
            return facts

    return rerun_lost_races(answered)


def _answering(
    decision: ConductDecision, stage: DecisionStage, reason: str
) -> Callable[[ActionContext], Facts]:
    """What an answer does under the lock of the person's chain."""

    def body(context: ActionContext) -> Facts:
        fresh = _fresh(decision)
        if fresh.stage != DecisionStage.APPEALED or fresh.answer_by is None:
            raise NoAppeal
        if context.actor.id in deciders(fresh):
            raise AppealOfOwn
        if fresh.answer_by <= context.at:
            raise AppealOver
        fresh.move(stage)
        fresh.answer, fresh.answered_by, fresh.answered_at = reason, context.actor.id, context.at
        cancel(STAND, fresh.pk)
        return _saved(fresh, context.at)

    return body


def auto_stand(subject: str, at: datetime) -> None:
    """Let a decision stand whose appeal nobody decided in time."""
    decision = ConductDecision.objects.get(pk=int(subject))
    if not _is_over(decision, at):
        return

    def body(context: ActionContext) -> Facts:
        """Check again under the lock: it may have been answered at the last moment."""
        fresh = _fresh(decision)
        if not _is_over(fresh, context.at):
            raise NoAppeal
        fresh.move(DecisionStage.STANDS)
        return _saved(fresh, context.at)

    key = identifiers.derived(decision.case, "appeal over")
    perform(on_own_chain(STANDS, decision.person_id, {}), Actor(HOUSE, at, key), body)


def _fresh(decision: ConductDecision) -> ConductDecision:
    joined = ConductDecision.objects.select_related("job__client", "job__freelancer")
    fresh: ConductDecision = joined.get(pk=decision.pk)
    return fresh


def _saved(decision: ConductDecision, at: datetime) -> Facts:
    """Save it, and say when its person is suspended now."""
    decision.save(force_update=True)
    return {**decision.facts(), **refresh_suspension(decision.person_id, at)}


def _is_over(decision: ConductDecision, at: datetime) -> bool:
    is_waiting = decision.stage == DecisionStage.APPEALED
    return is_waiting and decision.answer_by is not None and decision.answer_by <= at
