"""What an operator decides of a case, and the decision that is made of it (rules: off-platform payment 8)."""

from dataclasses import dataclass
from datetime import date, datetime

from handsel.kernel.calendar import DAY
from handsel.kernel.characters import is_blank
from handsel.kernel.json import Facts
from handsel.people.calendars import house_calendar
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform
from handsel.trust.conduct.cases import ConductCase, is_decided
from handsel.trust.conduct.entries.reports import REPORT_ANSWERED
from handsel.trust.conduct.models import ConductDecision
from handsel.trust.conduct.outcomes import ConductOutcome, Ground, fits
from handsel.trust.conduct.refusals import CaseDecided, EndNotAhead, GroundUnfit, WordsMissing
from handsel.trust.conduct.schedule import appeal_due

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


def refuse_verdict(case: ConductCase, verdict: Verdict, at: datetime) -> None:
    """Raise what stands against a decision; the lock of the house's chain keeps others out."""
    if is_decided(case.ref):
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


def new_decision(context: ActionContext, case: ConductCase, verdict: Verdict) -> ConductDecision:
    """The decision, not saved yet; it takes the place of one that was withdrawn."""
    withdrawn = ConductDecision.objects.filter(case=case.ref).values_list("pk", flat=True).first()
    decision = ConductDecision(case=case.ref, person=case.person, job=case.job, evidence=case.evidence)
    decision.pk = withdrawn
    decision.outcome, decision.ground, decision.reason = verdict.outcome, verdict.ground, verdict.reason
    decision.until, decision.decided_by, decision.decided_at = verdict.until(), context.actor.id, context.at
    decision.appeal_by = appeal_due(context.at, house_calendar())
    return decision


def answer_reporter(context: ActionContext, case: ConductCase, *, acted: bool) -> None:
    """Tell who reported the case, if somebody did, whether something was done about it."""
    if case.report is None:
        return
    facts: Facts = {"case": str(case.ref), "job_number": case.job.pk, "acted": acted}
    spec = on_own_chain(REPORT_ANSWERED, case.report.reporter_id, facts)
    perform(spec, within(context), lambda _context: facts)


def within(context: ActionContext) -> Actor:
    """Who acts, at the same time, in an act within another."""
    return Actor(context.actor.id, context.at)
