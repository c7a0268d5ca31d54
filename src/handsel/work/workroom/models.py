"""The files of a job: each version of each name, pointing at stored bytes."""

from typing import Any

from django.db import models

from handsel.people.models import Person
from handsel.record.models import StoredFile
from handsel.work.jobs.models import Job, OfJobQuerySet


class JobFile(models.Model):
    """One version of a file in a Workroom; the entry that brought it holds its fingerprint."""

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    entry = models.UUIDField()

    objects = OfJobQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "name", "version"], name="job_file_version")]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"
