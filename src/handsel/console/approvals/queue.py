"""The queue of acts that take two operators: those that an operator can confirm, and those that wait."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from handsel.console.counting import count_with_first
from handsel.console.queue_state import QueueState
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.trust.approvals.lifecycle import ApprovalStage
from handsel.trust.approvals.models import ProposedAct
from handsel.trust.approvals.schedule import confirm_due
from handsel.trust.conduct.lifecycle import DecisionStage
from handsel.trust.conduct.models import ConductDecision
from handsel.ui.badges import Badge
from handsel.work.jobs.models import Job


def open_acts(operator: Person) -> "QuerySet[Any]":
    """Acts that are neither done nor withdrawn, but for those of jobs of the operator."""
    return ProposedAct.objects.open().exclude(job__in=Job.objects.of(operator))


def approval_queue(operator: Person) -> QueueState:
    """How many acts wait for this operator to confirm them, and until when for the first; one query."""
    waiting = open_acts(operator).filter(stage=ApprovalStage.WAITING).exclude(proposed_by=operator.pk)
    waiting = waiting.exclude(subject__in=judged_by(operator))
    count, first = count_with_first(waiting, "proposed_at")
    return QueueState(count, confirm_due(first, house_calendar()) if first else None)


def judged_by(operator: Person) -> "QuerySet[ConductDecision, UUID]":
    """The cases in which this operator answered the appeal: they cannot confirm a removal in them."""
    decisions = ConductDecision.objects.filter(answered_by=operator.pk)
    return decisions.exclude(stage=DecisionStage.WITHDRAWN).values_list("case", flat=True)


def approval_badge(
    row: ProposedAct, operator: Person, now: datetime, *, judged: Collection[UUID] = ()
) -> Badge:
    """What holds of a proposed act for an operator, who may have judged an appeal about its subject."""
    if row.stage == ApprovalStage.DONE:
        return Badge("good", "check", _("Done"))
    if row.stage == ApprovalStage.WITHDRAWN:
        return Badge("mute", "cross", _("Withdrawn"))
    if row.stage == ApprovalStage.SCHEDULED:
        return Badge("busy", "clock", _("Scheduled"))
    if row.due < now:
        return Badge("bad", "clock", _("Late"))
    if row.proposed_by == operator.pk or row.subject in judged:
        return Badge("mute", "wait", _("For another operator"))
    return Badge("warn", "flag", _("To confirm"))
