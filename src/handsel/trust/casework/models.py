"""Who has a matter of a queue, and the notes about it.

A matter is named by its queue, and by what the queue calls it: the number of a dispute, the UUID of a case.
"""

from typing import Any

from django.db import models

from handsel.people.models import Person


class Assignment(models.Model):
    """A matter that an operator has taken; others may still deal with it."""

    id: Any = models.BigAutoField(primary_key=True)
    queue = models.SlugField(max_length=40)
    item = models.SlugField(max_length=40)
    operator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["queue", "item"], name="assignment_of_item")]

    def __str__(self) -> str:
        return f"{self.queue} {self.item}, taken"


class OperatorNote(models.Model):
    """What an operator notes about a matter, for operators alone. It refuses UPDATE and DELETE."""

    id: Any = models.BigAutoField(primary_key=True)
    queue = models.SlugField(max_length=40)
    item = models.SlugField(max_length=40)
    number = models.PositiveIntegerField()
    operator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["queue", "item", "number"], name="note_number")]

    def __str__(self) -> str:
        return f"note {self.number} on {self.queue} {self.item}"
