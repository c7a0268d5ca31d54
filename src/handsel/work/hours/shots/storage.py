"""Where pictures lie: each under what its segment committed to, beside its thumbnail, until it is deleted."""

import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from handsel.record.part_files import new_part

THUMBNAIL = ".small.webp"


def path_of(commitment: str) -> Path:
    """The path of the picture that was committed to."""
    return Path(settings.SHOTS_DIR) / commitment[:2] / commitment[2:]


def thumbnail_of(commitment: str) -> Path:
    """The path of its thumbnail."""
    place = path_of(commitment)
    return place.with_name(f"{place.name}{THUMBNAIL}")


def write(place: Path, content: bytes) -> None:
    """Store bytes, synced before their row is written; what is there already stays."""
    with new_part(Path(settings.SHOTS_DIR)) as (part, file):
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        place.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            place.hardlink_to(part)


def remove(commitment: str) -> None:
    """Delete a picture and its thumbnail for good."""
    for place in (path_of(commitment), thumbnail_of(commitment)):
        place.unlink(missing_ok=True)
