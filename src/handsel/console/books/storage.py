"""How much of the disk each part of the house takes."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection


@dataclass(frozen=True)
class StoredPart:
    """A part of the house, and its bytes."""

    part: str
    size: int


def stored_parts() -> list[StoredPart]:
    """Every part; it reads each folder, so it is for the worker."""
    previews = Path(settings.FILES_DIR) / "previews"
    preview_bytes = folder_bytes(previews)
    return [
        StoredPart("database", _database_bytes()),
        StoredPart("files", folder_bytes(settings.FILES_DIR) - preview_bytes),
        StoredPart("previews", preview_bytes),
        StoredPart("screenshots", folder_bytes(settings.SHOTS_DIR)),
        StoredPart("exports", folder_bytes(settings.EXPORTS_DIR)),
        StoredPart("log", folder_bytes(settings.LOG_DIR)),
        StoredPart("pdf", folder_bytes(settings.PDF_DIR)),
    ]


def folder_bytes(folder: str | Path) -> int:
    """The bytes of all files below a folder; what goes meanwhile is not counted."""
    total = 0
    for path in _files(folder):
        with suppress(OSError):
            total += os.lstat(path).st_size
    return total


def _files(folder: str | Path) -> Iterator[str]:
    for place, _folders, names in os.walk(folder):
        yield from (os.path.join(place, name) for name in names)


def _database_bytes() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])
