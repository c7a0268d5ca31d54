"""Flags: words that an operator sees, and the room does not."""

from typing import Any

from django.db import models
from django.utils.translation import gettext

from handsel.people.models import Person
from handsel.work.jobs.models import BelongsToJobQuerySet, Job
from handsel.work.workroom.detector.kinds import REASONS, Kind


class Flag(models.Model):
    """Words of an entry, or of a file that it brought, that seem to ask for payment outside.

    `start` is where they begin in the text of the entry or the file.
    """

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entry = models.UUIDField()
    file_name = models.CharField(max_length=200, default="", blank=True)
    kind = models.CharField(max_length=10)
    quoted = models.TextField()
    start = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = BelongsToJobQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at", "id"], name="flag_at")]
        constraints = [models.UniqueConstraint(fields=["entry", "file_name", "start"], name="flag_once")]

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
