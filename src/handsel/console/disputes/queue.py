"""The queue of disputes and appeals: those that are to be decided first come first (rules: disputes 4)."""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.console.counting import count_with_first
from handsel.console.queue_state import QueueItem, QueueState
from handsel.people.models import Person
from handsel.trust.disputes.lifecycle import TO_DECIDE, DisputeStage
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.titles import title_with_job
from handsel.ui.badges import Badge
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job

DISPUTES = "disputes"
"""The name of the queue."""


def waiting_disputes() -> "QuerySet[Dispute]":
    """Disputes and appeals that an operator has to decide, each with until when; not the arbiter's."""
    decided_by = When(stage=DisputeStage.APPEALED, then=F("ends_at"))
    rows = Dispute.objects.filter(Q(arbiter=None) | Q(arbiter=F("decided_by")), stage__in=TO_DECIDE)
    dated: QuerySet[Dispute] = rows.annotate(due=Case(decided_by, default=F("decide_by")))
    return dated


def dispute_queue(operator: Person) -> QueueState:
    """How many wait for an operator, and when the first has to be decided; one query."""
    rows = waiting_disputes().exclude(job__in=Job.objects.of(operator))
    return QueueState(*count_with_first(rows, "due"))


def dispute_item(person: Person, item: str) -> QueueItem | None:
    """A dispute that came to the operators; None for a side of its job."""
    rows = Dispute.objects.exclude(handed_at=None).select_related("job__client", "job__freelancer")
    dispute = rows.filter(pk=int(item)).first() if _is_number(item) else None
    if dispute is None or dispute.job.side_of(person.pk) is not Side.HOUSE:
        return None
    url = reverse("dispute-decision", args=[dispute.job_id, dispute.number])
    waiting = waiting_disputes().filter(pk=dispute.pk).first()
    due = waiting.due if waiting else None  # type: ignore[attr-defined]
    return QueueItem(title_with_job(dispute), url, due)


def _is_number(item: str) -> bool:
    """Whether it can be the number of a row."""
    return item.isascii() and item.isdecimal() and len(item) < 19


def waiting_badge(dispute: Dispute, operator: Any, now: datetime) -> Badge:
    """What an operator is to do about it."""
    if operator.pk in {dispute.job.client.person_id, dispute.job.sides()[1].person_id}:
        return Badge("mute", "cross", _("You are a side of it"))
    if dispute.decided_by == operator.pk:
        return Badge("mute", "wait", _("For another operator"))
    if dispute.due < now:  # type: ignore[attr-defined]
        return Badge("bad", "clock", _("Late"))
    return Badge("warn", "flag", _("To decide"))
