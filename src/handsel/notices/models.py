"""The inbox: what a person was told, whether they have read it, and when they want mail of it."""

from typing import Any

from django.db import models

from handsel.notices.mail_schedule import Frequency, MailSchedule, QuietHours
from handsel.people.models import Person
from handsel.work.jobs.models import Job

FREQUENCIES = [(how.value, how.value.capitalize()) for how in Frequency]


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices by whose they are."""

    def of(self, person: Person) -> "NoticeQuerySet":
        """What this person was told, newest first."""
        return self.filter(person=person).order_by("-id")

    def unread(self) -> "NoticeQuerySet":
        """What is new: neither opened, nor settled, nor one's own act."""
        return self.filter(read_at=None)

    def with_job(self) -> "NoticeQuerySet":
        """With the job that each is about, and its client."""
        return self.select_related("job__client")


class Notice(models.Model):
    """One thing that one person was told, with the page that it leads to; it may wait for a letter.

    A reminder names the matter of its job that it is of; a notice of an entry has those of the entry.

    The title, the detail, the amount and the deadline are the house's; the words are those of the person of
    whom it tells.
    """

    id: Any = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    job = models.ForeignKey(Job, on_delete=models.CASCADE, null=True, related_name="+")
    about = models.CharField(max_length=80)
    matter = models.CharField(max_length=80, default="", blank=True)
    title = models.CharField(max_length=200)
    detail = models.TextField(default="", blank=True)
    words = models.TextField(default="", blank=True)
    amount = models.CharField(max_length=40, default="", blank=True)
    due = models.CharField(max_length=120, default="", blank=True)
    href = models.CharField(max_length=200)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    waits = models.BooleanField(default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "about"], name="notice_once")]
        indexes = [models.Index(fields=["person", "-id"], name="notice_newest")]

    def __str__(self) -> str:
        return self.title


class MailPreference(models.Model):
    """When somebody wants to be mailed of what can wait; who chose nothing is mailed at once."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    frequency = models.CharField(max_length=10, choices=FREQUENCIES, default=Frequency.AT_ONCE)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(frequency__in=Frequency), name="mail_frequency_known"),
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False)
                & ~models.Q(quiet_from=models.F("quiet_until")),
                name="mail_quiet_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} is mailed {self.frequency}"

    @classmethod
    def of(cls, person: Person) -> MailSchedule:
        """What a person chose."""
        row = cls.objects.filter(person=person).first()
        if row is None:
            return MailSchedule()
        quiet = None
        if row.quiet_from is not None and row.quiet_until is not None:
            quiet = QuietHours(row.quiet_from, row.quiet_until)
        return MailSchedule(Frequency(row.frequency), quiet)


class CalendarFeed(models.Model):
    """The secret address at which a calendar reads somebody's deadlines: whoever knows it reads them."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    token = models.CharField(max_length=43, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
