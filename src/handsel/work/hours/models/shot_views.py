"""Who looked at a screenshot at its full size, and when."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from handsel.people.models import Person
from handsel.work.hours.models.shots import Shot


class ShotViewQuerySet(models.QuerySet["ShotView"]):
    """Queries for views of screenshots."""

    def of(self, shots: Iterable[Shot]) -> "ShotViewQuerySet":
        """Views of these screenshots, the newest first, with who looked."""
        return self.filter(shot__in=shots).select_related("shot", "person")


class ShotView(models.Model):
    """A view of a screenshot at its full size by somebody else than its freelancer, to the minute."""

    id: Any = models.BigAutoField(primary_key=True)
    shot = models.ForeignKey(Shot, on_delete=models.PROTECT, related_name="views")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shot_views")
    at = models.DateTimeField()

    objects = ShotViewQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["shot", "person", "at"], name="shot_view_once_a_minute"),
        ]

    def __str__(self) -> str:
        return f"view of {self.shot}"
