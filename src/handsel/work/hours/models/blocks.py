"""Blocks in review that are no longer just counted: rejected, contested, disputed, and how that ended."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.work.hours.lifecycle import BLOCK_LABELS, BLOCK_STAGES, FROZEN, BlockStage
from handsel.work.hours.models.sheets import Timesheet
from handsel.work.jobs.models import BelongsToJobQuerySet, Job
from handsel.work.jobs.stages import HasStages

BLOCK_AFTER: tuple[str, ...] = ("seconds", "amount", "stage", "reason", "rejected_at", "answer")
BLOCK_AFTER += ("contested_at", "disputed_at", "ends_at", "closed_at", "paid")
"""The columns of a block that an entry states as they are after its act."""
STAGES = [(stage.value, stage.value) for stage in BlockStage]


class ReviewedBlockQuerySet(BelongsToJobQuerySet):
    """Queries for blocks in review."""

    def frozen(self) -> "ReviewedBlockQuerySet":
        """Blocks that are not decided."""
        return self.filter(stage__in=FROZEN)


class ReviewedBlock(HasStages, models.Model):
    """One block of a timesheet that the client rejected or disputed: why, and what became of it.

    `ends_at` is when its stage ends by itself: until then a rejection may be contested, and a contest
    answered; a dispute has none. `disputed_at` is when the client disputed it, or insisted on the rejection.
    `paid` is what the freelancer got of its amount.
    """

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="blocks")
    sheet = models.ForeignKey(Timesheet, on_delete=models.PROTECT, related_name="blocks")
    number = models.PositiveSmallIntegerField()
    seconds = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()
    stage = models.CharField(max_length=10, choices=STAGES, default=BlockStage.COUNTED)
    reason = models.TextField()
    rejected_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)
    contested_at = models.DateTimeField(null=True)
    disputed_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    paid = models.BigIntegerField(default=0)

    next_stages, labels = BLOCK_STAGES, BLOCK_LABELS
    no_step = gettext_noop("This block is “%(stage)s” and cannot become “%(next)s”.")

    objects = ReviewedBlockQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="block_once"),
            models.CheckConstraint(condition=Q(stage__in=BlockStage), name="block_stage_known"),
            models.CheckConstraint(condition=Q(seconds__gt=0, amount__gt=0), name="block_of_something"),
            models.CheckConstraint(
                condition=~Q(rejected_at=None) | ~Q(disputed_at=None), name="block_objected_to"
            ),
            models.CheckConstraint(condition=Q(paid__range=(0, F("amount"))), name="block_paid_at_most"),
        ]

    def __str__(self) -> str:
        return f"block {self.number} of the {self.sheet}"

    @property
    def money(self) -> Money:
        """What it costs."""
        return Money(self.amount, self.job.currency)

    @property
    def is_frozen(self) -> bool:
        """Whether it is not decided."""
        return self.stage in FROZEN

    def facts(self) -> Facts:
        """The block as the record stores it."""
        return {"number": self.number, **{name: getattr(self, name) for name in BLOCK_AFTER}}
