"""The screenshots of tracked time: announced by a segment, then their bytes arrive."""

from typing import Any

from django.db import models
from django.db.models import Q

from handsel.work.hours.models.segments import ReceivedSegment
from handsel.work.hours.models.weeks import JobWeek
from handsel.work.hours.shots.lifecycle import HAS_BYTES, ShotState
from handsel.work.jobs.models import BelongsToJobQuerySet, Job
from handsel_verify.segments import AnnouncedShot

STATES = [(state.value, state.value) for state in ShotState]


class ShotQuerySet(BelongsToJobQuerySet):
    """Queries for screenshots."""

    def for_act(self) -> BelongsToJobQuerySet:
        """Join the week."""
        return super().for_act().select_related("week")


class Shot(models.Model):
    """A screenshot of a segment; `salt` and the bytes are those that hash to its commitment.

    It belongs to the job that its time is on. Both are gone once it was deleted.
    """

    id: Any = models.BigAutoField(primary_key=True)
    segment = models.ForeignKey(ReceivedSegment, on_delete=models.PROTECT, related_name="shots")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="shots")
    week = models.ForeignKey(JobWeek, on_delete=models.PROTECT, related_name="shots")
    position = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    monitor = models.PositiveSmallIntegerField()
    commitment = models.CharField(max_length=64, unique=True)
    offline = models.BooleanField()
    redactions = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=STATES, default=ShotState.AWAITED)
    salt = models.CharField(max_length=64, default="", blank=True)
    size = models.PositiveIntegerField(default=0)
    arrived_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects = ShotQuerySet.as_manager()

    class Meta:
        ordering = ["taken_at", "monitor"]
        constraints = [
            models.UniqueConstraint(fields=["segment", "position"], name="shot_once"),
            models.CheckConstraint(condition=Q(state__in=ShotState), name="shot_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=HAS_BYTES) | Q(salt=""),
                name="shot_without_bytes_has_no_salt",
            ),
        ]

    def __str__(self) -> str:
        return f"screenshot {self.commitment[:8]}"

    @property
    def announced(self) -> AnnouncedShot:
        """It as its segment announced it."""
        return AnnouncedShot(
            self.due_at, self.taken_at, self.monitor, self.commitment, self.offline, self.redactions
        )
