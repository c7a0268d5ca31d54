"""An operator who takes no part in the job decides a case of conduct (rules: off-platform payment 8)."""

from handsel.kernel.characters import refuse_bidi_controls
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain
from handsel.trust.approvals.judges import refuse_partial
from handsel.trust.conduct.cases import ConductCase, find_case
from handsel.trust.conduct.entries.decisions import DECIDED
from handsel.trust.conduct.entries.house import CASE_DECIDED
from handsel.trust.conduct.outcomes import ConductOutcome
from handsel.trust.conduct.removing import propose_removal
from handsel.trust.conduct.suspensions import refresh_suspension
from handsel.trust.conduct.verdicts import Verdict, answer_reporter, new_decision, refuse_verdict, within
from handsel.work.hours.timer import stop_of


def decide_case(actor: Actor, case: ConductCase, verdict: Verdict) -> Facts:
    """Decide a case: on the house's chain, on the person's, who is told, and on that of who reported it.

    A removal is proposed: it takes two operators.
    """
    refuse_bidi_controls(verdict.reason)
    if verdict.outcome is ConductOutcome.REMOVE:
        return propose_removal(actor, case, verdict)

    def body(context: ActionContext) -> Facts:
        fresh = find_case(case.ref)
        refuse_partial(actor.id, fresh.job)
        refuse_verdict(fresh, verdict, context.at)
        _decide(context, fresh, verdict)
        answer_reporter(context, fresh, acted=verdict.outcome is not ConductOutcome.DISMISS)
        facts = {"person": fresh.person.pk, "case": fresh.ref, "outcome": verdict.outcome}
        return {**facts, "reason": verdict.reason}

    request: Facts = {"case": str(case.ref), "outcome": verdict.outcome.value, "ground": verdict.ground.value}
    request |= {"reason": verdict.reason, "last_day": verdict.last_day and verdict.last_day.isoformat()}
    return perform(ActionSpec(CASE_DECIDED, Chain.Kind.HOUSE, HOUSE, request), actor, body)


def _decide(context: ActionContext, case: ConductCase, verdict: Verdict) -> None:
    """Put it on the person's own record, from where they are told."""

    def body(own: ActionContext) -> Facts:
        decision = new_decision(own, case, verdict)
        decision.save()
        if decision.until is not None:
            stop_of(case.person.pk, own.at)
        return {**decision.facts(), **refresh_suspension(case.person.pk, own.at)}

    perform(on_own_chain(DECIDED, case.person.pk, {"case": str(case.ref)}), within(context), body)
