"""Processing files after they are posted: file type, virus scan, preview."""

from datetime import datetime

from django.conf import settings

from handsel.kernel import clock, identifiers
from handsel.kernel.json import Facts
from handsel.record.actions import Actor
from handsel.record.file_types import HEAD_BYTES, type_of
from handsel.record.models import StoredFile
from handsel.record.previews import draw
from handsel.record.scanning import bytes_of, check
from handsel.tasks.models import schedule
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.workroom.entries import QUARANTINED
from handsel.work.workroom.files import PROCESS, SUBJECT_LENGTH
from handsel.work.workroom.models import JobFile


def process_file(subject: str, at: datetime) -> None:
    """Process a posted file, named by the first 40 digits of its SHA-256.

    Raises `ScannerAway` if the virus scanner does not answer.
    """
    stored = StoredFile.objects.filter(sha256__startswith=subject).first()
    if stored is None:
        return
    check(stored)
    if not stored.type:
        _detect_type(stored)
    if stored.verdict == StoredFile.Verdict.INFECTED:
        for file in JobFile.objects.filter(stored=stored).select_related("job"):
            key = identifiers.derived(file.job.uuid, f"quarantine of file {file.pk}")
            quarantine(Actor(identifiers.HOUSE, at, key), file, finding=stored.finding)
    elif stored.shown is None:
        draw(stored)


def process_unchecked() -> None:
    """Schedule every file that is held back, including those from before there was a scanner."""
    if settings.CLAMD is None:
        return
    unchecked = JobFile.objects.filter(stored__verdict=StoredFile.Verdict.UNCHECKED)
    for digest in unchecked.values_list("stored", flat=True).distinct():
        schedule(PROCESS, digest[:SUBJECT_LENGTH], at=clock.now())


@act(QUARANTINED, Side.HOUSE, closed=True)
def quarantine(context: JobContext, file: JobFile, *, finding: str) -> Facts:
    """Put on the record of a job that a file is in quarantine, and why."""
    return {
        "file": file.pk,
        "name": file.name,
        "version": file.version,
        "sha256": file.stored_id,
        "finding": finding,
    }


def _detect_type(stored: StoredFile) -> None:
    with bytes_of(stored).open("rb") as file:
        stored.type = type_of(file.read(HEAD_BYTES))
    stored.save(update_fields=["type"])
