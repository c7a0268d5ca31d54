"""The milestone: what it costs, when it is due, and where its money is."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.money import Money, zero
from handsel.money.escrow.models import HasHolding, Holding
from handsel.money.escrow.tables import holding_facts
from handsel.work.jobs.models import BelongsToJobQuerySet, Job
from handsel.work.jobs.stages import HasStages
from handsel.work.milestones.lifecycle import CLOSED, LABELS, NEXT_STAGES, OPEN, Stage, funded_stage

AFTER: tuple[str, ...] = ("position", "name", "done_when", "due", "amount", "returned_amount")
AFTER += ("stage", "percent", "funded_at", "delivered_at", "clock_started_at", "release_at", "days_left")
AFTER += ("change_requests", "closed_at")
"""The columns that an entry states as they are after its act."""


class MilestoneQuerySet(BelongsToJobQuerySet):
    """Queries for milestones."""

    def for_act(self) -> BelongsToJobQuerySet:
        """Join the money, and whether there is an open request about it."""
        # Literal SQL, since SQLite plans anew for each parameter that a partial index depends on.
        with_request = Milestone.objects.filter(pk=OuterRef("pk"), requests__state=RawSQL("'open'", []))
        rows = super().for_act().select_related("holding__account")
        annotated: BelongsToJobQuerySet = rows.annotate(has_open_request=Exists(with_request))
        return annotated

    def open(self) -> "MilestoneQuerySet":
        """Milestones that are not closed."""
        return self.filter(stage__in=OPEN)


class Milestone(HasStages, HasHolding, models.Model):
    """One part of a fixed-price job: what it costs, when it is due, and where its money is."""

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="milestones")
    ref = models.UUIDField(unique=True)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    done_when = models.CharField(max_length=400, default="", blank=True)
    due = models.DateField()
    amount = models.BigIntegerField()
    returned_amount = models.BigIntegerField(default=0)
    stage = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in Stage], default=Stage.PLANNED
    )
    percent = models.PositiveSmallIntegerField(default=0)
    holding = models.OneToOneField(Holding, on_delete=models.PROTECT, null=True, related_name="milestone")
    funded_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    clock_started_at = models.DateTimeField(null=True)
    release_at = models.DateTimeField(null=True)
    days_left = models.PositiveSmallIntegerField(null=True)
    change_requests = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    has_open_request = True
    """Whether there may be an open money request: `for_act` sets it, any other row assumes so."""

    next_stages, labels = NEXT_STAGES, LABELS
    no_step = gettext_noop("This milestone is “%(stage)s” and cannot become “%(next)s”.")

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage), name="milestone_stage_known"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="milestone_percent"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="milestone_of_something"),
        ]
        indexes = [models.Index(fields=["job", "position"], name="milestone_in_order")]

    def __str__(self) -> str:
        return f"{self.position}. {self.name}"

    @property
    def money(self) -> Money:
        """The agreed amount."""
        return Money(self.amount, self.job.currency)

    @property
    def to_fund(self) -> Money:
        """What is still to fund of the agreed amount, less what the freelancer returned of it."""
        if self.is_closed:
            return zero(self.job.currency)
        return Money(self.amount - self.returned_amount, self.job.currency) - self.funded + self.refunded

    @property
    def is_closed(self) -> bool:
        """Whether it is closed."""
        return self.stage in CLOSED

    @property
    def is_sent_back(self) -> bool:
        """Whether the client asked for changes and no new delivery came yet."""
        return bool(self.change_requests) and self.delivered_at is None and not self.is_closed

    def refresh_stage(self) -> None:
        """Set the stage that follows from funding and delivery."""
        stage = funded_stage(
            funded=(self.funded - self.refunded).minor,
            missing=self.to_fund.minor,
            delivered=self.delivered_at is not None,
        )
        if stage != self.stage:
            self.move(stage)

    def facts(self) -> dict[str, Any]:
        """The milestone as the record stores it."""
        return {
            "milestone": self.position,
            "ref": str(self.ref),
            "name": self.name,
            "currency": self.job.currency,
            "stage": self.stage,
            "after": {name: getattr(self, name) for name in AFTER} | holding_facts(self.holding),
        }
