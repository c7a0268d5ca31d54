"""Where archives are stored, and when they are removed."""

from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import time
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from handsel.exports.models import Export
from handsel.kernel import identifiers
from handsel.record.entries import ERASED
from handsel.record.models import Entry
from handsel.tasks.models import cancel, schedule
from handsel.work.jobs.models import Job

MAKE = "export.make"
EXPIRE = "export.expire"
KEPT = timedelta(days=7)
SWEPT_SECONDS = 24 * 60 * 60


def path_of(making: UUID) -> Path:
    """The path of a finished archive."""
    return Path(settings.EXPORTS_DIR) / f"{making}.zip"


def new_part_of(making: UUID) -> Path:
    """A new path for each build attempt: a worker believed dead may still be writing."""
    return path_of(making).with_suffix(f".{identifiers.new().hex}.part")


def sweep() -> None:
    """Remove files without an export, left behind by a crash."""
    made = {str(making) for making in Export.objects.values_list("making", flat=True)}
    for place in Path(settings.EXPORTS_DIR).glob("*"):
        with suppress(FileNotFoundError):
            if place.name.partition(".")[0] not in made and place.stat().st_mtime + SWEPT_SECONDS < time():
                place.unlink()


def drop(export: Export) -> None:
    """Delete an export, its tasks and its archive, inside the caller's transaction."""
    Export.objects.filter(making=export.making).delete()
    cancel(MAKE, export.making)
    cancel(EXPIRE, export.making)
    _unlink(export.making)


def expire(subject: str, at: datetime) -> None:
    """Task: remove the archive after a week."""
    export = Export.objects.filter(making=UUID(subject)).first()
    if export is not None:
        drop(export)


def rebuild_after_erasure(subject: str, at: datetime) -> None:
    """After an erasure, rebuild the exports of the job's two sides without the erased content."""
    entry = Entry.objects.select_related("chain").get(pk=UUID(subject))
    if entry.kind != ERASED.name:
        return
    job = Job.objects.filter(uuid=entry.chain.subject)
    sides = Q(person__party__jobs_given__in=job) | Q(person__party__jobs_done__in=job)
    for export in Export.objects.filter(sides).distinct():
        drop(export)
        begin(Export(person_id=export.person_id, asked_at=export.asked_at), at)


def begin(export: Export, at: datetime) -> None:
    """Schedule a build under a new identifier."""
    export.making = identifiers.new()
    export.save(force_insert=True)
    schedule(MAKE, export.making, at=at)


def _unlink(making: UUID) -> None:
    """Delete the files after the commit."""
    for place in path_of(making).parent.glob(f"{making}.*"):
        transaction.on_commit(partial(place.unlink, missing_ok=True))
