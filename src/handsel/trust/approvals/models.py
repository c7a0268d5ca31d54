"""An act that was proposed and takes two operators, with what became of it."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.people.calendars import house_calendar
from handsel.trust.approvals.entries import ApprovalAfter
from handsel.trust.approvals.lifecycle import (
    APPROVAL_LABELS,
    APPROVAL_STAGES,
    KIND_LABELS,
    OPEN_STAGES,
    ApprovalStage,
    ApprovedKind,
)
from handsel.trust.approvals.schedule import confirm_due
from handsel.work.jobs.models import BelongsToJobQuerySet, Job
from handsel.work.jobs.stages import HasStages

APPROVAL_AFTER = tuple(ApprovalAfter.__annotations__)
"""The columns of a proposed act that an entry states."""


class ApprovalQuerySet(BelongsToJobQuerySet):
    """Proposed acts by whether they are still to be done."""

    def open(self) -> "ApprovalQuerySet":
        """Neither done nor withdrawn."""
        return self.filter(stage__in=OPEN_STAGES)


class ProposedAct(HasStages, models.Model):
    """An act that takes two operators. `ref` is the entry that proposed it; `subject` what it is about.

    It is done at `done_at` by itself, never before `not_before`; while a second operator has to confirm it,
    there is no `done_at`. `withdrawal` says why it was withdrawn.
    """

    id: Any = models.BigAutoField(primary_key=True)
    ref = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10)
    subject = models.UUIDField()
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    stage = models.CharField(max_length=10, default=ApprovalStage.WAITING)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    not_before = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    withdrawal = models.TextField(default="", blank=True)

    next_stages, labels = APPROVAL_STAGES, APPROVAL_LABELS
    no_step = gettext_noop("This act is “%(stage)s” and cannot become “%(next)s”.")

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]
        indexes = [
            models.Index(
                fields=["proposed_at", "id"], condition=Q(stage__in=sorted(OPEN_STAGES)), name="approval_open"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ApprovedKind), name="approval_kind_known"),
            models.CheckConstraint(condition=Q(stage__in=ApprovalStage), name="approval_stage_known"),
            models.CheckConstraint(
                condition=~Q(stage__in=(ApprovalStage.SCHEDULED, ApprovalStage.DONE))
                | Q(done_at__isnull=False, done_at__gte=models.F("not_before")),
                name="approval_after_notice",
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=models.F("proposed_by")), name="approval_by_two"
            ),
            models.UniqueConstraint(
                fields=["kind", "subject"], condition=Q(stage__in=sorted(OPEN_STAGES)), name="approval_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of job {self.job_id}"

    @property
    def kind_text(self) -> str:
        """What is proposed, translated."""
        return gettext(KIND_LABELS[ApprovedKind(self.kind)])

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor withdrawn."""
        return self.stage in OPEN_STAGES

    @property
    def due(self) -> datetime:
        """When it is done; while it has no time, until when a second operator is to answer."""
        return self.done_at or confirm_due(self.proposed_at, house_calendar())

    def facts(self) -> Facts:
        """The columns as the record states them."""
        after = {name: getattr(self, name) for name in APPROVAL_AFTER}
        facts = {"ref": self.ref, "job_number": self.job_id}
        return {**facts, "approval_after": {**after, "job": self.job.uuid}}
