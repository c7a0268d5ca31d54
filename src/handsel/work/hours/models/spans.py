"""Time that was recorded on an hourly job, in spans that each lie within one week."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from handsel.kernel.json import Facts
from handsel.work.hours.entries.time import IMPORTED, ON_PAGE, TRACKED
from handsel.work.hours.models.segments import ReceivedSegment
from handsel.work.hours.models.weeks import JobWeek
from handsel.work.hours.weeks import Span
from handsel.work.jobs.models import BelongsToJobQuerySet, Job


class TimeSource(models.TextChoices):
    """How time came to be recorded."""

    BY_HAND = "by hand"
    IMPORTED = IMPORTED
    ON_PAGE = ON_PAGE
    TRACKED = TRACKED


class TimeSpan(models.Model):
    """A span of work in one week of a job; it may be changed until that week's timesheet is submitted.

    Time that a device tracked has its segment, which stays that of the job on which it was tracked.
    """

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="spans")
    week = models.ForeignKey(JobWeek, on_delete=models.PROTECT, related_name="spans")
    ref = models.UUIDField(unique=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    source = models.CharField(max_length=10, choices=TimeSource.choices)
    memo = models.CharField(max_length=400, blank=True)
    segment = models.ForeignKey(ReceivedSegment, on_delete=models.PROTECT, null=True, related_name="spans")

    objects = BelongsToJobQuerySet.as_manager()

    class Meta:
        ordering = ["started_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__gt=F("started_at")), name="span_ends_later"),
            models.CheckConstraint(condition=Q(source__in=TimeSource.values), name="span_source_known"),
            models.CheckConstraint(
                condition=Q(source=TRACKED, segment__isnull=False) | (~Q(source=TRACKED) & Q(segment=None)),
                name="span_tracked_in_a_segment",
            ),
        ]
        indexes = [models.Index(fields=["job", "started_at"], name="span_in_order")]

    def __str__(self) -> str:
        return f"time span {self.ref}"

    @property
    def span(self) -> Span:
        """When it was."""
        return Span(self.started_at, self.ended_at)

    def facts(self) -> Facts:
        """The span as the record stores it."""
        return {
            "span": str(self.ref),
            "week": self.week.monday,
            "supplement": self.week.supplement,
            "started_at": self.started_at,
            "ended_at": self.ended_at,
            "seconds": self.span.seconds,
            "source": self.source,
            "memo": self.memo,
            "segment": self.segment_id and str(self.segment_id),
        }
