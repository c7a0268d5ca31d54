"""The queue of conduct: reports, flagged words, and appeals."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import CharField, Min, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.console.counting import COUNTED_MAX, Count
from handsel.console.queue_state import QueueItem, QueueState
from handsel.kernel.refusals import NotFound
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.trust.conduct.cases import ConductCase, find_case, open_flags, open_reports
from handsel.trust.conduct.judges import deciders
from handsel.trust.conduct.lifecycle import DecisionStage
from handsel.trust.conduct.models import ConductDecision
from handsel.trust.conduct.schedule import decision_due
from handsel.ui.badges import Badge
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job

CONDUCT = "conduct"
"""The name of the queue."""


def open_appeals() -> "QuerySet[ConductDecision]":
    """Decisions whose appeal waits for another operator."""
    rows: QuerySet[Any] = ConductDecision.objects.filter(stage=DecisionStage.APPEALED)
    return rows


def conduct_queue(operator: Person) -> QueueState:
    """How many reports, flags and appeals wait for an operator, and when the first is due; one query."""
    waiting = (open_reports(), open_flags(), open_appeals())
    reports, flags, appeals = (not_of(rows, operator) for rows in waiting)
    begun = _counted(reports, "at").union(_counted(flags, "at"), all=True)
    rows = [row for row in begun.union(_counted(appeals, "answer_by"), all=True) if row[1]]
    calendar = house_calendar()
    dues = [first if by == "answer_by" else decision_due(first, calendar) for by, _, first in rows]
    return QueueState(Count(sum(many for _, many, _ in rows)), min(dues, default=None))


def conduct_item(person: Person, item: str) -> QueueItem | None:
    """A case by its UUID; None for a side of its job."""
    case = _case(item)
    if case is None or case.job.side_of(person.pk) is not Side.HOUSE:
        return None
    title = _("Conduct of {name}, job {job}").format(name=case.person.name, job=case.job.pk)
    decision = ConductDecision.objects.filter(case=case.ref).exclude(stage=DecisionStage.WITHDRAWN).first()
    due: datetime | None = case.due
    if decision is not None:
        due = decision.answer_by if decision.stage == DecisionStage.APPEALED else None
    return QueueItem(title, reverse("console-case", args=[case.ref]), due)


def _case(item: str) -> ConductCase | None:
    """The case of that UUID; None where there is none."""
    try:
        return find_case(UUID(item))
    except (ValueError, NotFound):
        return None


def due_badge(due: datetime, now: datetime) -> Badge:
    """Whether a case is to be decided still in time."""
    return Badge("bad", "clock", _("Late")) if due < now else Badge("warn", "flag", _("To decide"))


def appeal_badge(decision: ConductDecision, operator: Person, now: datetime) -> Badge:
    """Whether this operator may answer an appeal."""
    if operator.pk in deciders(decision):
        return Badge("mute", "wait", _("For another operator"))
    assert decision.answer_by is not None
    return due_badge(decision.answer_by, now)


def not_of(rows: "QuerySet[Any]", operator: Person) -> "QuerySet[Any]":
    """Rows of the jobs in which an operator takes no part."""
    return rows.exclude(job__in=Job.objects.of(operator))


def _counted(rows: "QuerySet[Any]", by: str) -> "QuerySet[Any]":
    """By which column they wait, how many do, up to the limit, and the first instant in it."""
    first = rows.order_by(by).values("pk")[: COUNTED_MAX + 1]
    named = rows.model._default_manager.filter(pk__in=first).order_by()
    grouped = named.annotate(by=Value(by, output_field=CharField())).values("by")
    counts: QuerySet[Any] = grouped.annotate(many=models.Count("pk"), first=Min(by))
    return counts.values_list("by", "many", "first")
