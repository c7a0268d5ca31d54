"""Weekly status reports."""

from typing import Any

from django.db import models

from handsel.work.jobs.models import BelongsToJobQuerySet, Job
from handsel.work.milestones.models.milestones import Milestone


class StatusReport(models.Model):
    """A freelancer's report on a week; sending it again adds another row."""

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="reports")
    week = models.DateField()
    sending = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()
    late = models.BooleanField()
    done = models.TextField()
    plans = models.TextField(default="", blank=True)
    issues = models.TextField(default="", blank=True)
    blocks = models.BooleanField(default=False)
    entry = models.UUIDField()

    objects = BelongsToJobQuerySet.as_manager()

    class Meta:
        ordering = ["-week", "-sending"]
        constraints = [models.UniqueConstraint(fields=["job", "week", "sending"], name="report_sending")]

    def __str__(self) -> str:
        return f"report of {self.week}, sending {self.sending}"


class ReportLine(models.Model):
    """The progress of one milestone in one report."""

    id: Any = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(StatusReport, on_delete=models.PROTECT, related_name="lines")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="lines")
    percent = models.PositiveSmallIntegerField()
    statement = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "milestone"], name="report_line_once")]

    def __str__(self) -> str:
        return f"{self.milestone_id} at {self.percent}%"
