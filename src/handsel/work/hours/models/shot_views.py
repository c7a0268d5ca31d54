"""Who looked at a screenshot at its full size, and when."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from handsel.people.models import Person
from handsel.work.hours.models.shots import Shot
from handsel.work.jobs.models import OutsideArbiter


class ShotViewQuerySet(models.QuerySet["ShotView"]):
    """Queries for views of screenshots."""

    def of(self, shots: Iterable[Shot]) -> "ShotViewQuerySet":
        """Views of these screenshots, the newest first, with who looked."""
        return self.filter(shot__in=shots).select_related("shot", "person", "arbiter")


class ShotView(models.Model):
    """A view of a screenshot at its full size by anybody but its freelancer, to the minute."""

    id: Any = models.BigAutoField(primary_key=True)
    shot = models.ForeignKey(Shot, on_delete=models.PROTECT, related_name="views")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shot_views", null=True)
    arbiter = models.ForeignKey(OutsideArbiter, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    objects = ShotViewQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["shot", "person", "at"], name="shot_view_once_a_minute"),
            models.UniqueConstraint(fields=["shot", "arbiter", "at"], name="arbiter_view_once_a_minute"),
            models.CheckConstraint(
                condition=Q(person=None, arbiter__isnull=False) | Q(person__isnull=False, arbiter=None),
                name="shot_view_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"view of {self.shot}"

    @property
    def name(self) -> str:
        """Who looked: a first name, or the whole name of an arbiter."""
        return self.person.first_name if self.person else str(self.arbiter and self.arbiter.name)
