"""Large uploads into a Workroom: started within limits, posted once, and kept for a day at most."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.record.files import adopt
from handsel.record.models import StoredFile
from handsel.tasks.models import schedule
from handsel.work.jobs.models import Job
from handsel.work.workroom.files import Attached, clean_name
from handsel.work.workroom.models import Upload
from handsel.work.workroom.refusals import TooManyUploads, UploadTooLarge, UploadUnfinished
from handsel.work.workroom.upload_storage import add, locked_part, part_path, refuse_if_full

GB = 1000**3
UPLOAD_BYTES_MAX = 2 * GB
PERSON_BYTES_MAX = 10 * GB
PERSON_UPLOADS_MAX = 50
KEPT = timedelta(days=1)
ABANDONED = "upload.abandoned"


def begin(person: Person, job: Job, *, name: str, size: int) -> Upload:
    """Start an upload of this many bytes; raises `UploadTooLarge`, `TooManyUploads` and `NoRoom`."""
    if size > UPLOAD_BYTES_MAX:
        raise UploadTooLarge
    refuse_if_full(size)
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        waiting = Upload.objects.open().filter(person=person)
        if waiting.count() >= PERSON_UPLOADS_MAX or _bytes(waiting) + size > PERSON_BYTES_MAX:
            raise TooManyUploads(many=PERSON_UPLOADS_MAX, whole=PERSON_BYTES_MAX // GB)
        now = clock.now()
        upload = Upload.objects.create(job=job, person=person, name=clean_name(name), size=size, begun_at=now)
        schedule(ABANDONED, upload.pk, at=now + KEPT)
        part_path(upload).parent.mkdir(parents=True, exist_ok=True)
        part_path(upload).touch()
    if not size:
        add(upload, offset=0, length=0, source=BytesIO())
    return upload


def hold(person: Person, job: Job, file: Any) -> Upload:
    """Keep a file (with `name`, `size` and `read`) whose form was not posted yet, as a complete upload."""
    upload = begin(person, job, name=str(file.name), size=file.size)
    if file.size:
        add(upload, offset=0, length=file.size, source=file)
    return upload


def drop(upload: Upload) -> None:
    """Delete the bytes, and the upload itself unless it was posted; raises `UploadBusy`."""
    with locked_part(upload):
        Upload.objects.open().filter(pk=upload.pk).delete()
        part_path(upload).unlink()


def finished(person: Person, job: Job, pks: Sequence[UUID]) -> list[Attached]:
    """A person's complete uploads in a job, moved to the file store, ready for the act that posts them.

    Raises `NotFound` for one that is not theirs, and `UploadUnfinished`.
    """
    uploads = {upload.pk: upload for upload in Upload.objects.of(person).filter(job=job, pk__in=pks)}
    if len(uploads) < len(set(pks)):
        raise NotFound
    return [_stored(uploads[pk]) for pk in pks]


def remove_abandoned(subject: str, at: datetime) -> None:
    """Remove an upload that got no bytes for a day; of a posted one, only the partial file."""
    upload = Upload.objects.filter(pk=UUID(subject)).first()
    if upload is None:
        return
    if not part_path(upload).exists():
        Upload.objects.open().filter(pk=upload.pk).delete()
        return
    touched = datetime.fromtimestamp(part_path(upload).stat().st_mtime, UTC)
    if upload.posted_in is None and touched + KEPT > at:
        schedule(ABANDONED, upload.pk, at=touched + KEPT)
    else:
        drop(upload)


def forget(entry: UUID) -> None:
    """Remove the uploads of an erased entry."""
    for upload in Upload.objects.filter(posted_in=entry):
        part_path(upload).unlink(missing_ok=True)
        upload.delete()


def _bytes(uploads: Any) -> int:
    return int(uploads.aggregate(whole=Sum("size"))["whole"] or 0)


def _stored(upload: Upload) -> Attached:
    if not upload.sha256:
        raise UploadUnfinished(name=upload.name)
    if upload.posted_in is None and not StoredFile.objects.filter(pk=upload.sha256).exists():
        adopt(part_path(upload), upload.sha256)
    return Attached(upload.name, upload.sha256, upload.size, upload.pk)
