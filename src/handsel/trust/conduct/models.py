"""Flags, reports and decisions: what operators see of conduct, and the room does not."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from handsel.kernel.json import Facts
from handsel.people.models import Person
from handsel.trust.conduct.entries.decisions import DecisionAfter
from handsel.trust.conduct.lifecycle import DECISION_LABELS, DECISION_STAGES, DecisionStage
from handsel.trust.conduct.outcomes import (
    CATEGORY_LABELS,
    GROUND_SENTENCES,
    OUTCOME_LABELS,
    Category,
    ConductOutcome,
    Ground,
)
from handsel.work.jobs.models import BelongsToJobQuerySet, Job
from handsel.work.jobs.stages import HasStages
from handsel.work.workroom.detector.kinds import REASONS, Kind

DECISION_AFTER = tuple(DecisionAfter.__annotations__)
"""The columns of a decision that an entry states."""


class Flag(models.Model):
    """Words of an entry, or of a file that it brought, that seem to ask for payment outside.

    `start` is where they begin in the text of the entry, or of the file with the number `file`.
    """

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entry = models.UUIDField()
    file = models.PositiveBigIntegerField(default=0)
    file_name = models.CharField(max_length=200, default="", blank=True)
    kind = models.CharField(max_length=10)
    quoted = models.TextField()
    start = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = BelongsToJobQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at", "id"], name="flag_at")]
        constraints = [models.UniqueConstraint(fields=["entry", "file", "start"], name="flag_once")]

    def __str__(self) -> str:
        return f"{self.kind} in entry {self.entry}"

    @property
    def reason(self) -> str:
        """Why, in a sentence to be translated."""
        return REASONS[Kind(self.kind)]

    @property
    def reason_text(self) -> str:
        """Why, translated."""
        return gettext(self.reason)


class ConductReport(models.Model):
    """What one side of a job reports about the other, for operators; `ref` is the entry that made it."""

    id: Any = models.BigAutoField(primary_key=True)
    ref = models.UUIDField(unique=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    reporter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=30)
    words = models.TextField()
    evidence = models.JSONField(default=list, blank=True)
    at = models.DateTimeField()

    objects = BelongsToJobQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at", "id"], name="conduct_report_at")]
        constraints = [
            models.CheckConstraint(condition=Q(category__in=Category), name="conduct_report_category"),
            models.CheckConstraint(condition=~Q(reporter=models.F("about")), name="conduct_report_other"),
        ]

    def __str__(self) -> str:
        return f"report {self.pk} of job {self.job_id}"

    @property
    def category_text(self) -> str:
        """What it says that somebody did, translated."""
        return gettext(CATEGORY_LABELS[Category(self.category)])


class DecisionQuerySet(BelongsToJobQuerySet):
    """Decisions by what whoever reported was told of them."""

    def answered(self) -> "DecisionQuerySet":
        """Those that hold: not withdrawn, and in effect if they remove somebody."""
        pending = Q(outcome=ConductOutcome.REMOVE, removed_at=None)
        return self.exclude(stage=DecisionStage.WITHDRAWN).exclude(pending)


class ConductDecision(HasStages, models.Model):
    """What an operator decided in a case, about one person, and what came of their appeal.

    `case` is the `ref` of the report, or the entry whose words were flagged. `until` ends a suspension.
    A removal takes effect at `effect_at`, not before `not_before`; it has none while another operator has to
    confirm it, and is in effect from `removed_at`.
    """

    id: Any = models.BigAutoField(primary_key=True)
    case = models.UUIDField(unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10)
    ground = models.CharField(max_length=30)
    reason = models.TextField()
    evidence = models.JSONField(default=list, blank=True)
    until = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    effect_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    stage = models.CharField(max_length=10, default=DecisionStage.DECIDED)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    appeal_by = models.DateTimeField()
    appeal = models.TextField(default="", blank=True)
    appealed_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    next_stages, labels = DECISION_STAGES, DECISION_LABELS

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=ConductOutcome), name="conduct_outcome_known"),
            models.CheckConstraint(condition=Q(ground__in=Ground), name="conduct_ground_known"),
            models.CheckConstraint(condition=Q(stage__in=DecisionStage), name="conduct_stage_known"),
            models.CheckConstraint(
                condition=Q(outcome=ConductOutcome.SUSPEND, until__isnull=False)
                | ~Q(outcome=ConductOutcome.SUSPEND) & Q(until__isnull=True),
                name="conduct_suspension_ends",
            ),
            models.CheckConstraint(
                condition=Q(outcome=ConductOutcome.REMOVE, not_before__isnull=False)
                | ~Q(outcome=ConductOutcome.REMOVE) & Q(not_before=None, effect_at=None, removed_at=None),
                name="conduct_removal_notice",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk} of job {self.job_id}"

    @property
    def outcome_text(self) -> str:
        """What was decided, translated."""
        return gettext(OUTCOME_LABELS[ConductOutcome(self.outcome)])

    @property
    def ground_text(self) -> str:
        """Why, in the sentence that operators choose, translated."""
        return gettext(GROUND_SENTENCES[Ground(self.ground)])

    @property
    def is_removal(self) -> bool:
        """Whether it removes the person from the site."""
        return self.outcome == ConductOutcome.REMOVE

    @property
    def is_dismissed(self) -> bool:
        """Whether nothing follows for the person."""
        return self.outcome == ConductOutcome.DISMISS

    def facts(self) -> Facts:
        """The case, and the columns as the record states them."""
        after = {name: getattr(self, name) for name in DECISION_AFTER}
        return {
            "case": self.case,
            "job_number": self.job_id,
            "decision_after": {**after, "job": self.job.uuid},
        }


def removals_ahead(person: Person) -> DecisionQuerySet:
    """The removal of a person that was proposed or is scheduled, and is not yet in effect."""
    rows = ConductDecision.objects.filter(person=person, outcome=ConductOutcome.REMOVE, removed_at=None)
    return rows.exclude(stage__in=(DecisionStage.WITHDRAWN, DecisionStage.OVERTURNED))
