"""Versions of terms, and the agreements to them."""

import json
from typing import Any

from django.db import models
from django.db.models import Q

from handsel.people.models import Person
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import BelongsToJobQuerySet, Job
from handsel.work.terms.content import Terms, from_facts
from handsel.work.terms.price_text import price_text

SIDES = [(side.value, side.value) for side in (Side.CLIENT, Side.FREELANCER)]


class Version(models.Model):
    """One version of a job's terms, byte for byte; it binds when both sides agreed to its hash."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        BOUND = "bound"
        REPLACED = "replaced"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=10, choices=SIDES)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    note = models.TextField(default="", blank=True)
    text = models.TextField()
    hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    ended_at = models.DateTimeField(null=True)
    entry = models.UUIDField()

    objects = BelongsToJobQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="version_number"),
            models.UniqueConstraint(fields=["job"], condition=Q(state="proposed"), name="version_one_open"),
            models.UniqueConstraint(fields=["job"], condition=Q(state="bound"), name="version_one_in_force"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def terms(self) -> Terms:
        """The terms of this version."""
        return from_facts(json.loads(self.text))

    @property
    def price_text(self) -> str:
        """The price of this version in words."""
        return price_text(self.terms)


class Agreement(models.Model):
    """A side's agreement to one version, by its hash."""

    id: Any = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="agreements")
    side = models.CharField(max_length=10, choices=SIDES)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hash = models.CharField(max_length=64)
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "side"], name="agreement_once_a_side")]

    def __str__(self) -> str:
        return f"{self.side} agreed to version {self.version_id}"


class NoInvitations(models.Model):
    """An address that wants no invitations, as a keyed hash."""

    address = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"no invitations since {self.since:%Y-%m-%d}"
