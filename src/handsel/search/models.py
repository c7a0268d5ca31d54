"""The search index: a row per entry of a job, and the text of stored files.

Both can be rebuilt from the record. The databases' full-text indexes are in `sql/`.
"""

from django.db import models

from handsel.record.models import Entry, StoredFile
from handsel.work.jobs.models import BelongsToJobQuerySet, Job


class IndexedEntry(models.Model):
    """An indexed entry: its position among all entries, and its tokens."""

    id = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="indexed")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+", db_index=False)
    groups = models.PositiveSmallIntegerField()
    words = models.TextField()

    objects = BelongsToJobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["job", "-id"], name="indexed_entry_of_job")]

    def __str__(self) -> str:
        return f"words of {self.entry_id}"


class FileText(models.Model):
    """The text of a stored file, as far as it could be read; `fault` says why not further."""

    stored = models.OneToOneField(StoredFile, on_delete=models.CASCADE, primary_key=True, related_name="text")
    kind = models.CharField(max_length=10, default="", blank=True)
    fault = models.CharField(max_length=60, default="", blank=True)
    text = models.TextField(default="", blank=True)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"text of {self.stored_id}"
