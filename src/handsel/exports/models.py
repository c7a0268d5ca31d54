"""The export: one archive of a person's data, in progress or ready."""

from django.db import models

from handsel.kernel import identifiers
from handsel.people.models import Person


class Export(models.Model):
    """The export of one person's data. Each has one at most; a new one replaces it.

    `making` identifies the archive and the task that builds it; each build gets a new one. `done` of `whole`
    steps are complete.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    making = models.UUIDField(unique=True, default=identifiers.new)
    asked_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(made_at=None, expires_at=None, sha256="")
                | models.Q(made_at__isnull=False, expires_at__isnull=False) & ~models.Q(sha256=""),
                name="export_made_whole",
            )
        ]

    def __str__(self) -> str:
        return f"export of {self.person_id}"

    @property
    def is_ready(self) -> bool:
        """Whether it can be downloaded."""
        return self.made_at is not None

    @property
    def percent(self) -> int:
        """Progress, 0 to 100."""
        return 100 * self.done // max(self.whole, 1)
