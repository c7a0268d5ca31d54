"""When a job was paused, and by whom."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from handsel.kernel.json import Facts
from handsel.work.hours.pauses import Period
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import BelongsToJobQuerySet, Job


class JobPause(models.Model):
    """A time in which a job stood still: by one of its sides, or by the house for want of money."""

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="pauses")
    ref = models.UUIDField(unique=True)
    by = models.CharField(max_length=10, choices=[(side.value, side.value) for side in Side])
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = BelongsToJobQuerySet.as_manager()

    class Meta:
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(fields=["job"], condition=Q(ended_at=None), name="pause_open_once"),
            models.CheckConstraint(condition=Q(by__in=Side), name="pause_side_known"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="pause_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"pause {self.ref}"

    @property
    def period(self) -> Period:
        """From when to when."""
        return self.started_at, self.ended_at

    def facts(self) -> Facts:
        """The pause as the record stores it."""
        return {
            "pause": str(self.ref),
            "by": self.by,
            "started_at": self.started_at,
            "ended_at": self.ended_at,
        }
