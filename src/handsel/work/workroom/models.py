"""Files of a job with their versions, uploads, corrections, and read markers."""

from typing import Any, cast

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from handsel.kernel import identifiers
from handsel.people.models import Person
from handsel.record.models import Entry, StoredFile
from handsel.work.jobs.models import BelongsToJobQuerySet, Job


class JobFileQuerySet(BelongsToJobQuerySet):
    """Queries for files, as pages show them."""

    def with_details(self) -> "JobFileQuerySet":
        """Join the bytes, the bytes of the version before, and the entry numbers of both."""
        number = Subquery(Entry.objects.filter(pk=OuterRef("entry")).values("number"))
        earlier = JobFile.objects.filter(
            job=OuterRef("job"), name=OuterRef("name"), version=OuterRef("version") - 1
        )
        before = Subquery(earlier.annotate(number=number).values("number")[:1])
        same = Subquery(earlier.values("stored")[:1])
        known = self.select_related("stored", "brought_by")
        return cast(JobFileQuerySet, known.annotate(number=number, replaces=before, stored_before=same))


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

    objects = JobFileQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "name", "version"], name="job_file_version")]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class UploadQuerySet(models.QuerySet["Upload"]):
    """Queries for uploads."""

    def of(self, person: Person) -> "UploadQuerySet":
        """Uploads that a person began, in jobs in which they take part."""
        return self.filter(person=person, job__in=Job.objects.of(person))

    def open(self) -> "UploadQuerySet":
        """Uploads that are not posted."""
        return self.filter(posted_in=None)


class Upload(models.Model):
    """A large file being uploaded into a Workroom; the file on disk tells how much has arrived."""

    id = models.UUIDField(primary_key=True, default=identifiers.new)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    begun_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64, default="", blank=True)
    posted_in = models.UUIDField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(posted_in=None) | ~Q(sha256=""), name="upload_posted_whole")
        ]
        indexes = [models.Index(fields=["person"], condition=Q(posted_in=None), name="upload_open")]

    def __str__(self) -> str:
        return f"{self.name}, {self.size} bytes"


class CorrectionQuerySet(BelongsToJobQuerySet):
    """Queries for corrections."""

    def newest(self, *, job: object, number: str) -> Subquery:
        """A subquery for the newest correction of an entry; `number` is the outer query's field."""
        corrections = self.filter(job=job, number=OuterRef(number)).order_by("-by")
        return Subquery(corrections.values("by")[:1])


class Correction(models.Model):
    """An entry of a job corrects an earlier one, each by its number; the later entry says so, too."""

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    by = models.PositiveBigIntegerField()

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "number", "by"], name="correction_once"),
            models.CheckConstraint(condition=Q(by__gt=models.F("number")), name="correction_later"),
        ]

    def __str__(self) -> str:
        return f"№ {self.by} corrects № {self.number} of job {self.job_id}"


class ReadMarker(models.Model):
    """How far one person has read in one Workroom, and when they last read something new of the other side.

    It is not an entry: what somebody has seen is not what was agreed.
    """

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="read_markers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    objects = BelongsToJobQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "person"], name="read_marker_once")]

    def __str__(self) -> str:
        return f"{self.person_id} has read job {self.job_id} up to № {self.number}"
