"""Disputing, answering and looking at a dispute, in a line each."""

from typing import Any

from handsel.kernel import clock
from handsel.kernel.json import Facts
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.opening import answer_dispute, open_dispute
from handsel.trust.disputes.opening_hours import dispute_blocks
from handsel.trust.disputes.settling import make_offer
from handsel.trust.disputes.steps import auto_step
from handsel.work.hours.models import Timesheet
from handsel.work.milestones.models import Milestone
from tests.factories import usd


def opened(
    person: Person, milestone: Milestone, amount: float = 1000, part: float = 200, **more: Any
) -> Dispute:
    """Dispute an amount in dollars of a milestone, and ask that the freelancer gets a part of it."""
    shares = {"amount": usd(amount), "to_freelancer": usd(part)}
    open_dispute(Actor(person.pk), milestone, **{**shares, "reason": "Signs differ.", **more})
    return latest()


def answered(person: Person, dispute: Dispute) -> Facts:
    """Answer a dispute."""
    return answer_dispute(Actor(person.pk), dispute, answer="They match.", evidence=[2])


def offered(person: Person, dispute: Dispute, part: float) -> Dispute:
    """Offer what the freelancer would get, in dollars."""
    make_offer(Actor(person.pk), dispute, to_freelancer=usd(part), reason="Fair.")
    return latest()


def handed(dispute: Dispute) -> Dispute:
    """Let its step end now, so that an operator has it."""
    Dispute.objects.filter(pk=dispute.pk).update(ends_at=clock.now())
    auto_step(str(dispute.pk), clock.now())
    return latest()


def latest() -> Dispute:
    """The newest dispute as it is now."""
    rows = Dispute.objects.select_related("job", "milestone__holding", "milestone__job", "sheet__week")
    return rows.order_by("-pk")[0]


def opened_hours(
    person: Person, sheet: Timesheet, *numbers: int, reason: str = "This was not done."
) -> Dispute:
    """Dispute blocks of a timesheet in review, by their numbers."""
    row = Timesheet.objects.select_related("job").get(pk=sheet.pk)
    dispute_blocks(Actor(person.pk), row, shown=row.version, numbers=list(numbers), reason=reason)
    return latest()
