"""A device with the Tracker, the key with which it signs, and the seeds of its days."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from handsel.kernel import identifiers
from handsel.people.models import Person
from handsel_verify.moments import SeededDay

NAME_LENGTH_MAX = 60
HEARD_FRESH = timedelta(minutes=11)
"""How long a heartbeat says what runs: so long that one of two may be lost."""


class DeviceQuerySet(models.QuerySet["Device"]):
    """Devices by whose they are."""

    def of(self, person: Person) -> "DeviceQuerySet":
        """The devices of a person, those that were revoked too."""
        return self.filter(person=person)

    def active(self) -> "DeviceQuerySet":
        """Devices that were not revoked."""
        return self.filter(revoked_at=None)

    def tracking(self, at: datetime) -> "DeviceQuerySet":
        """Devices that track time, by a heartbeat that is fresh."""
        return self.active().filter(heard_at__gt=at - HEARD_FRESH).exclude(running=None)


class Device(models.Model):
    """A device of a person; `public_key` is Ed25519, in hexadecimal.

    A revoked one stays, since what it signed before is checked by its key. Its last heartbeat came
    at `heard_at`, numbered `heard_beat`, with the number and SHA-256 of the last segment that it had signed,
    and what it tracked. `received_seq` is the number of the last segment that came, refused or not.
    `barred_at` is when it first heard of the last suspension of its person.
    """

    id = models.UUIDField(primary_key=True, default=identifiers.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="devices")
    name = models.CharField(max_length=NAME_LENGTH_MAX)
    public_key = models.CharField(max_length=64, unique=True)
    enrolled_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    heard_beat = models.PositiveBigIntegerField(default=0)
    heard_seq = models.PositiveBigIntegerField(default=0)
    heard_digest = models.CharField(max_length=64, default="", blank=True)
    received_seq = models.PositiveBigIntegerField(default=0)
    running = models.UUIDField(null=True)
    barred_at = models.DateTimeField(null=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        ordering = ["enrolled_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def fingerprint(self) -> str:
        """The key as both screens show it, so that a person can compare them."""
        return fingerprint(self.public_key)


class DaySeed(models.Model):
    """What a device committed to for a day in UTC, and the seed that it got afterwards, in hexadecimal.

    `note` is what the house signed over all of it, last as it gave the seed (`handsel_verify.moments`).
    """

    id: Any = models.BigAutoField(primary_key=True)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="seeds")
    day = models.DateField()
    commitment = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    seed = models.CharField(max_length=64, default="", blank=True)
    given_at = models.DateTimeField(null=True)
    note = models.TextField()

    class Meta:
        ordering = ["device", "day"]
        constraints = [
            models.UniqueConstraint(fields=["device", "day"], name="day_seed_once"),
            models.CheckConstraint(
                condition=Q(given_at=None, seed="") | Q(given_at__gte=models.F("received_at")) & ~Q(seed=""),
                name="day_seed_given_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"seed of {self.day} for device {self.device_id}"

    @property
    def seeded(self) -> SeededDay:
        """The same as those know it who recompute moments."""
        return SeededDay(self.commitment, self.received_at, self.seed, self.given_at)


def fingerprint(public_key: str) -> str:
    """The first 64 bits of a public key, in groups of four digits."""
    return " ".join(public_key[place : place + 4] for place in range(0, 16, 4))
