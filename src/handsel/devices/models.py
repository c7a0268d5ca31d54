"""A device with the Tracker, and the key with which it signs."""

from django.db import models

from handsel.kernel import identifiers
from handsel.people.models import Person

NAME_LENGTH_MAX = 60


class DeviceQuerySet(models.QuerySet["Device"]):
    """Devices by whose they are."""

    def of(self, person: Person) -> "DeviceQuerySet":
        """The devices of a person, those that were revoked too."""
        return self.filter(person=person)

    def active(self) -> "DeviceQuerySet":
        """Devices that were not revoked."""
        return self.filter(revoked_at=None)


class Device(models.Model):
    """A device of a person; `public_key` is Ed25519, in hexadecimal.

    A revoked one stays, since what it signed before is checked by its key.
    """

    id = models.UUIDField(primary_key=True, default=identifiers.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="devices")
    name = models.CharField(max_length=NAME_LENGTH_MAX)
    public_key = models.CharField(max_length=64, unique=True)
    enrolled_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        ordering = ["enrolled_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def fingerprint(self) -> str:
        """The key as both screens show it, so that a person can compare them."""
        return fingerprint(self.public_key)


def fingerprint(public_key: str) -> str:
    """The first 64 bits of a public key, in groups of four digits."""
    return " ".join(public_key[place : place + 4] for place in range(0, 16, 4))
