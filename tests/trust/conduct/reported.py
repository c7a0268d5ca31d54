"""Reporting, deciding and appealing in a line each."""

from typing import Any

from handsel.console.approvals.approved_acts import APPROVED_ACTS
from handsel.kernel import clock
from handsel.kernel.calendar import DAY
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.trust.approvals.acts import confirm_act, withdraw_act
from handsel.trust.approvals.lifecycle import ApprovedKind
from handsel.trust.approvals.models import ProposedAct
from handsel.trust.conduct.appealing import answer_appeal, appeal_conduct
from handsel.trust.conduct.cases import find_case
from handsel.trust.conduct.deciding import decide_case
from handsel.trust.conduct.models import ConductDecision, ConductReport
from handsel.trust.conduct.outcomes import Category, ConductOutcome, Ground
from handsel.trust.conduct.reporting import report_other_side
from handsel.trust.conduct.verdicts import Verdict
from handsel.work.jobs.models import Job


def reported(person: Person, job: Job, **more: Any) -> ConductReport:
    """Report the other side of a job."""
    words = {"category": Category.PAYMENT_OUTSIDE, "words": "He asked me to pay him directly."}
    report_other_side(Actor(person.pk), job, **{**words, **more})
    return ConductReport.objects.latest("pk")


def decided(operator: Person, report: ConductReport, outcome: str = "warn", **more: Any) -> ConductDecision:
    """Decide a report; a suspension lasts for ten days, at `MONDAY_NOON` to the 12th of March."""
    last = house_calendar().day_of(clock.now()) + 10 * DAY if outcome == "suspend" else None
    ground = Ground.NO_BREACH if outcome == "dismiss" else Ground.PAYMENT_OUTSIDE
    verdict = {
        "outcome": ConductOutcome(outcome),
        "ground": ground,
        "reason": "The message says so.",
        "last_day": last,
    }
    decide_case(Actor(operator.pk), find_case(report.ref), Verdict(**{**verdict, **more}))
    return latest()


def appealed(person: Person, decision: ConductDecision) -> ConductDecision:
    """Appeal a decision."""
    appeal_conduct(Actor(person.pk), decision, reason="I meant a courier's fee.")
    return latest()


def answered(operator: Person, decision: ConductDecision, *, is_granted: bool) -> ConductDecision:
    """Answer an appeal."""
    answer_appeal(Actor(operator.pk), decision, is_granted=is_granted, reason="I read it again.")
    return latest()


def latest() -> ConductDecision:
    """The newest decision as it is now."""
    return ConductDecision.objects.select_related("job__client", "job__freelancer", "person").latest("pk")


def removal_proposed(operator: Person, report: ConductReport, **more: Any) -> ProposedAct:
    """Propose the removal of whom a report is about."""
    decided(operator, report, "remove", **more)
    return ProposedAct.objects.select_related("job").latest("pk")


def confirmed(operator: Person, row: ProposedAct) -> ProposedAct:
    """Confirm what another operator proposed."""
    confirm_act(Actor(operator.pk), row, APPROVED_ACTS[ApprovedKind(row.kind)])
    return ProposedAct.objects.get(pk=row.pk)


def withdrawn(operator: Person, row: ProposedAct) -> ProposedAct:
    """Withdraw a proposed act."""
    act = APPROVED_ACTS[ApprovedKind(row.kind)]
    withdraw_act(Actor(operator.pk), row, act, reason="It was a misunderstanding.")
    return ProposedAct.objects.get(pk=row.pk)
