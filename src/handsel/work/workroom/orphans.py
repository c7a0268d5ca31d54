"""What killed processes left: half written files and PDFs, and uploads of which nothing is known."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from handsel.kernel import clock
from handsel.record import kept_pdfs, part_files
from handsel.tasks.models import Task, schedule
from handsel.work.workroom.models import Upload

SWEEP = "files.sweep"
_EVERY = timedelta(days=1)
_BEGINNING = timedelta(hours=1)
"""How long the bytes of an upload may lie there before the upload itself is committed, and far more."""
_FILES = "files"
"""The subject of the one sweep."""


def ensure_nightly() -> None:
    """Schedule the daily sweep, if it is not scheduled yet."""
    if not Task.objects.filter(kind=SWEEP, subject=_FILES).exists():
        schedule(SWEEP, _FILES, at=clock.now() + _EVERY)


def sweep_nightly(_subject: str, at: datetime) -> None:
    """Task: sweep, and schedule the next day's."""
    sweep(at)
    schedule(SWEEP, _FILES, at=at + _EVERY)


def sweep(at: datetime) -> int:
    """Remove what nobody writes or waits for any more; returns how many files."""
    folder = Path(settings.FILES_DIR)
    parts = part_files.remove_orphans(folder) + _remove_unknown_uploads(folder / "uploads", at)
    return parts + kept_pdfs.sweep()


def _remove_unknown_uploads(folder: Path, at: datetime) -> int:
    parts = {_upload_of(place): place for place in folder.glob(f"*{part_files.SUFFIX}")}
    known = set(Upload.objects.filter(pk__in=[pk for pk in parts if pk]).values_list("pk", flat=True))
    removed = 0
    for pk, place in parts.items():
        if pk is not None and pk not in known and _touched(place) + _BEGINNING < at:
            place.unlink(missing_ok=True)
            removed += 1
    return removed


def _upload_of(place: Path) -> UUID | None:
    """The upload that a file is of, by its name; None for another file, which stays."""
    try:
        return UUID(place.stem)
    except ValueError:
        return None


def _touched(place: Path) -> datetime:
    try:
        return datetime.fromtimestamp(place.stat().st_mtime, UTC)
    except FileNotFoundError:
        return datetime.max.replace(tzinfo=UTC) - _BEGINNING
