"""What is known of a stored file."""

from django.db import models


class StoredFile(models.Model):
    """A file by its SHA-256, stored once. Access is checked elsewhere.

    `type` is detected from the bytes; `shown` counts previewed pages of all `pages`: None before previews are
    drawn, 0 if there can't be any, for a reason that `obstacle` says. `verdict` is that of the virus scan.
    """

    class Verdict(models.TextChoices):
        UNCHECKED = ""
        CLEAN = "clean"
        INFECTED = "infected"
        TOO_LARGE = "too large"

    class Obstacle(models.TextChoices):
        LOCKED = "locked"
        TOO_LARGE = "too large"
        UNREADABLE = "unreadable"

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()
    type = models.CharField(max_length=100, default="", blank=True)
    shown = models.PositiveSmallIntegerField(null=True)
    pages = models.PositiveIntegerField(default=0)
    obstacle = models.CharField(max_length=10, choices=Obstacle.choices, default="", blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default="", blank=True)
    finding = models.CharField(max_length=200, default="", blank=True)

    def __str__(self) -> str:
        return self.sha256
