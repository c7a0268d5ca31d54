"""What is kept for searching: a row for each entry of a job, and the text that was read from a stored file.

Both follow from the record and can be made again from it. The database keeps an index of the words beside the
rows by itself: see `sql/`.
"""

from django.db import models

from handsel.record.models import Entry, StoredFile
from handsel.work.jobs.models import BelongsToJobQuerySet, Job


class IndexedEntry(models.Model):
    """An entry as the search knows it: its place in the order of all entries, and its words as tokens."""

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
    """The text in a stored file, as far as it could be read; `fault` says why it could not."""

    stored = models.OneToOneField(StoredFile, on_delete=models.CASCADE, primary_key=True, related_name="text")
    kind = models.CharField(max_length=10, default="", blank=True)
    fault = models.CharField(max_length=60, default="", blank=True)
    text = models.TextField(default="", blank=True)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"text of {self.stored_id}"
