"""Where archives lie, and when they go."""

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
    """Where the archive of this making lies once it is whole."""
    return Path(settings.EXPORTS_DIR) / f"{making}.zip"


def new_part_of(making: UUID) -> Path:
    """Where it lies while it is written, each try by itself: a worker that was thought dead may go on."""
    return path_of(making).with_suffix(f".{identifiers.new().hex}.part")


def sweep() -> None:
    """Remove what no export has any more: a house that dies at the wrong moment leaves it behind."""
    made = {str(making) for making in Export.objects.values_list("making", flat=True)}
    for place in Path(settings.EXPORTS_DIR).glob("*"):
        with suppress(FileNotFoundError):
            if place.name.partition(".")[0] not in made and place.stat().st_mtime + SWEPT_SECONDS < time():
                place.unlink()


def drop(export: Export) -> None:
    """Let an archive go, or its making, with the deed that says so."""
    Export.objects.filter(making=export.making).delete()
    cancel(MAKE, export.making)
    cancel(EXPIRE, export.making)
    _unlink(export.making)


def expire(subject: str, at: datetime) -> None:
    """The duty at the end of the week: the archive goes."""
    export = Export.objects.filter(making=UUID(subject)).first()
    if export is not None:
        drop(export)


def make_again_without(subject: str, at: datetime) -> None:
    """What follows an erasure: archives of the job's two sides are made anew, without what was erased."""
    entry = Entry.objects.select_related("chain").get(pk=UUID(subject))
    if entry.kind != ERASED.name:
        return
    job = Job.objects.filter(uuid=entry.chain.subject)
    sides = Q(person__party__jobs_given__in=job) | Q(person__party__jobs_done__in=job)
    for export in Export.objects.filter(sides).distinct():
        drop(export)
        begin(Export(person_id=export.person_id, asked_at=export.asked_at), at)


def begin(export: Export, at: datetime) -> None:
    """Have an archive made, at a time, under a new name."""
    export.making = identifiers.new()
    export.save(force_insert=True)
    schedule(MAKE, export.making, at=at)


def _unlink(making: UUID) -> None:
    """The bytes go when it is certain that nobody will find the row."""
    for place in path_of(making).parent.glob(f"{making}.*"):
        transaction.on_commit(partial(place.unlink, missing_ok=True))
