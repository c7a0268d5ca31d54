"""What the page of a person says of their conduct: what was decided, and what there is to decide."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from handsel.console.conduct.queue import due_badge, not_of
from handsel.kernel import clock
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.trust.conduct.cases import open_flags, open_reports
from handsel.trust.conduct.lifecycle import DecisionStage
from handsel.trust.conduct.models import ConductDecision
from handsel.trust.conduct.schedule import decision_due
from handsel.ui.badges import Badge

SHOWN_MAX = 10


@dataclass(frozen=True)
class ConductRow:
    """A case about a person: what it is or how it was decided, when, its state, and where it leads."""

    title: str
    at: datetime
    badge: Badge
    ref: UUID
    is_open: bool


def conduct_rows(person: Person, operator: Person) -> list[ConductRow]:
    """The open cases about a person and then the decisions, none of them of the operator's own jobs."""
    reports = not_of(open_reports().filter(about=person), operator).order_by("at")[:SHOWN_MAX]
    flags = not_of(open_flags().filter(person=person), operator).order_by("at").values("entry", "at")
    decisions = not_of(ConductDecision.objects.filter(person=person), operator)[:SHOWN_MAX]
    flagged: dict[UUID, datetime] = {}
    for row in flags[: SHOWN_MAX * 3]:
        flagged.setdefault(row["entry"], row["at"])
    return [
        *(_open(_("Reported: {what}").format(what=row.category_text), row.at, row.ref) for row in reports),
        *(_open(_("Flagged words"), at, entry) for entry, at in flagged.items()),
        *(ConductRow(row.outcome_text, row.decided_at, _badge(row), row.case, False) for row in decisions),
    ]


def _open(title: str, at: datetime, ref: UUID) -> ConductRow:
    return ConductRow(title, at, due_badge(decision_due(at, house_calendar()), clock.now()), ref, True)


def _badge(row: ConductDecision) -> Badge:
    if row.stage == DecisionStage.OVERTURNED:
        return Badge("mute", "cross", _("Overturned"))
    if row.stage == DecisionStage.WITHDRAWN:
        return Badge("mute", "cross", _("Withdrawn"))
    if row.is_removal:
        return Badge("bad", "lock", _("Removed") if row.removed_at else _("Removal proposed"))
    if row.is_dismissed:
        return Badge("mute", "check", _("Dismissed"))
    if row.until is None:
        return Badge("warn", "flag", _("Warned"))
    if row.until <= clock.now():
        return Badge("mute", "clock", _("Over"))
    return Badge("bad", "lock", _("Suspended"))
