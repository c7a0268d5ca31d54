"""An operator who takes no part in the job decides a case of conduct (rules: off-platform payment 8)."""

from dataclasses import dataclass
from datetime import date, datetime

from handsel.kernel.calendar import DAY
from handsel.kernel.characters import is_blank, refuse_bidi_controls
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.people.calendars import house_calendar
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain
from handsel.trust.conduct.cases import ConductCase, find_case, refuse_partial
from handsel.trust.conduct.entries.decisions import DECIDED
from handsel.trust.conduct.entries.house import CASE_DECIDED
from handsel.trust.conduct.entries.reports import REPORT_ANSWERED
from handsel.trust.conduct.models import ConductDecision
from handsel.trust.conduct.outcomes import ConductOutcome, Ground, fits
from handsel.trust.conduct.refusals import CaseDecided, EndNotAhead, GroundUnfit, WordsMissing
from handsel.trust.conduct.schedule import appeal_due
from handsel.trust.conduct.suspensions import refresh_suspension
from handsel.work.hours.timer import stop_of

SUSPENSION_DAYS_MAX = 366


@dataclass(frozen=True)
class Verdict:
    """What an operator decides, why, in their own words too, and the last day of a suspension."""

    outcome: ConductOutcome
    ground: Ground
    reason: str
    last_day: date | None = None

    def until(self) -> datetime | None:
        """The end of a suspension; None for all else."""
        if self.outcome is not ConductOutcome.SUSPEND or self.last_day is None:
            return None
        return house_calendar().end_of(self.last_day)


def decide_case(actor: Actor, case: ConductCase, verdict: Verdict) -> Facts:
    """Decide a case: on the house's chain, on the person's, who is told, and on that of who reported it."""
    refuse_bidi_controls(verdict.reason)

    def body(context: ActionContext) -> Facts:
        fresh = find_case(case.ref)
        refuse_partial(actor.id, fresh.job)
        _refuse(fresh, verdict, context.at)
        _decide(context, fresh, verdict)
        if fresh.report is not None:
            _answer_reporter(context, fresh, acted=verdict.outcome is not ConductOutcome.DISMISS)
        facts = {"person": fresh.person.pk, "case": fresh.ref, "outcome": verdict.outcome}
        return {**facts, "reason": verdict.reason}

    request: Facts = {"case": str(case.ref), "outcome": verdict.outcome.value, "ground": verdict.ground.value}
    request |= {"reason": verdict.reason, "last_day": verdict.last_day and verdict.last_day.isoformat()}
    return perform(ActionSpec(CASE_DECIDED, Chain.Kind.HOUSE, HOUSE, request), actor, body)


def _refuse(case: ConductCase, verdict: Verdict, at: datetime) -> None:
    """Raise what stands against a decision; the lock of the house's chain keeps others out."""
    if ConductDecision.objects.filter(case=case.ref).exists():
        raise CaseDecided
    if is_blank(verdict.reason):
        raise WordsMissing
    if not fits(verdict.outcome, verdict.ground):
        raise GroundUnfit
    if verdict.outcome is ConductOutcome.SUSPEND:
        today = house_calendar().day_of(at)
        last = verdict.last_day
        if last is None or not today < last <= today + SUSPENSION_DAYS_MAX * DAY:
            raise EndNotAhead


def _decide(context: ActionContext, case: ConductCase, verdict: Verdict) -> None:
    """Put it on the person's own record, from where they are told."""

    def body(own: ActionContext) -> Facts:
        decision = ConductDecision(case=case.ref, person=case.person, job=case.job, evidence=case.evidence)
        decision.outcome, decision.ground, decision.reason = verdict.outcome, verdict.ground, verdict.reason
        decision.until, decision.decided_by, decision.decided_at = verdict.until(), own.actor.id, own.at
        decision.appeal_by = appeal_due(own.at, house_calendar())
        decision.save()
        if decision.until is not None:
            stop_of(case.person.pk, own.at)
        return {**decision.facts(), **refresh_suspension(case.person.pk, own.at)}

    perform(on_own_chain(DECIDED, case.person.pk, {"case": str(case.ref)}), _within(context), body)


def _answer_reporter(context: ActionContext, case: ConductCase, *, acted: bool) -> None:
    assert case.report is not None
    facts: Facts = {"case": str(case.ref), "job_number": case.job.pk, "acted": acted}
    spec = on_own_chain(REPORT_ANSWERED, case.report.reporter_id, facts)
    perform(spec, _within(context), lambda _context: facts)


def _within(context: ActionContext) -> Actor:
    """The same operator at the same time, in an act within another."""
    return Actor(context.actor.id, context.at)
