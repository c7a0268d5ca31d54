"""Redactions of screenshots after they were announced: which one gave way to which."""

from typing import Any

from django.db import models

from handsel.work.hours.models.shots import Shot
from handsel.work.jobs.models import BelongsToJobQuerySet, Job


class ShotRedaction(models.Model):
    """A redaction: the screenshot that committed to `commitment` gave way to `replacement`.

    `redactions` is how many parts of that are unreadable. It stays on the job on whose record it is.
    """

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="redactions")
    shot = models.ForeignKey(Shot, on_delete=models.PROTECT, related_name="earlier")
    commitment = models.CharField(max_length=64, unique=True)
    replacement = models.CharField(max_length=64, unique=True)
    redactions = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    objects = BelongsToJobQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"redaction of screenshot {self.commitment[:8]}"
