"""The inbox: what a person was told, and whether they have read it."""

from typing import Any

from django.db import models

from handsel.people.models import Person


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices by whose they are."""

    def of(self, person: Person) -> "NoticeQuerySet":
        """What this person was told, newest first."""
        return self.filter(person=person).order_by("-id")

    def unread(self) -> "NoticeQuerySet":
        """What was not opened yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing that one person was told, with the page that it leads to."""

    id: Any = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    about = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    detail = models.TextField(default="", blank=True)
    href = models.CharField(max_length=200)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "about"], name="notice_once")]
        indexes = [models.Index(fields=["person", "-id"], name="notice_newest")]

    def __str__(self) -> str:
        return self.title
