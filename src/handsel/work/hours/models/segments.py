"""Segments that devices sent: those whose time counts, and those that were refused, with the reason."""

import json
from functools import cached_property
from typing import Any

from django.db import models

from handsel.devices.models import Device
from handsel.kernel.json import Facts
from handsel.people.models import Person
from handsel.work.jobs.models import BelongsToJobQuerySet, Job
from handsel_verify.moments import DrawnBy, Moment

DRAWN_BY = [(drawn_by.value, drawn_by.value) for drawn_by in DrawnBy]


class ReceivedSegmentQuerySet(BelongsToJobQuerySet):
    """Queries for segments."""

    def accepted(self) -> "ReceivedSegmentQuerySet":
        """Segments whose time counts."""
        return self.filter(refusal="")

    def by(self, person: Person) -> "ReceivedSegmentQuerySet":
        """Segments that the devices of a person signed."""
        return self.filter(device__person=person)

    def refused_of(self, person: Person) -> "ReceivedSegmentQuerySet":
        """Those that were refused, the newest first."""
        return self.by(person).exclude(refusal="").order_by("-received_at", "-seq")


class ReceivedSegment(models.Model):
    """A segment as its device signed it; `refusal` is the code of why its time does not count, and
    `refusal_named` what its sentences name.

    `work_view` and `kept_seconds` are as it says: whether Work View was on, and the longest time without
    input that was kept. `due_at` is when its screenshot was due, and `drawn_by` what drew that. A refused one
    has none, and one of a job that is not its person's no job. One that is back-dated is other than what its
    device said it had signed.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="segments")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="segments")
    seq = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    content = models.TextField()
    signature = models.CharField(max_length=128)
    work_view = models.CharField(max_length=12)
    kept_seconds = models.PositiveIntegerField()
    drawn_by = models.CharField(max_length=8, choices=DRAWN_BY, default=DrawnBy.NONE)
    due_at = models.DateTimeField(null=True)
    is_backdated = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    refusal = models.CharField(max_length=40, default="", blank=True)
    refusal_named = models.JSONField(default=dict, blank=True)

    objects = ReceivedSegmentQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["device", "seq"], name="segment_number_once"),
            models.CheckConstraint(condition=~models.Q(job=None, refusal=""), name="segment_counts_on_a_job"),
            models.CheckConstraint(
                condition=models.Q(drawn_by__in=[DrawnBy.SHARED, DrawnBy.OFFLINE], due_at__isnull=False)
                | models.Q(drawn_by=DrawnBy.NONE, due_at=None),
                name="segment_moment_drawn",
            ),
        ]

    def __str__(self) -> str:
        return f"segment {self.seq} of device {self.device_id}"

    def facts(self) -> Facts:
        """What the record says of it, with the key by which its signature is checked."""
        return {
            "segment": str(self.pk),
            "device": str(self.device_id),
            "key": self.device.public_key,
            "seq": self.seq,
            "digest": self.digest,
            "is_backdated": self.is_backdated,
        }

    @property
    def moment(self) -> Moment:
        """When its screenshot was due."""
        return Moment(DrawnBy(self.drawn_by), self.due_at)

    @cached_property
    def fields(self) -> dict[str, Any]:
        """What it says, from its content, whose form was checked when it came."""
        fields: dict[str, Any] = json.loads(self.content)
        return fields
