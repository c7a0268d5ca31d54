"""Keeping files by their SHA-256 in a folder; a stored file is never overwritten."""

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from django.conf import settings

from handsel.kernel import clock
from handsel.kernel.refusals import Refusal
from handsel.kernel.words import gettext_noop
from handsel.record.models import StoredFile

FILE_BYTES_MAX = 50 * 1024 * 1024


class FileTooLarge(Refusal):
    """A file is larger than the house keeps."""

    what = gettext_noop("A file is larger than 50 MB.")
    kept = gettext_noop("Nothing was posted and no file was kept.")
    way_out = gettext_noop("Split it, compress it, or link to it, then send again.")


class Upload(Protocol):
    """What a form or a test hands over: bytes in chunks."""

    def chunks(self) -> Iterable[bytes]:
        """The bytes, in order."""


def store(upload: Upload) -> StoredFile:
    """Keep the bytes of an upload; raises `FileTooLarge`. The file is on disk before its row is written."""
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{uuid4().hex}.part"
    try:
        digest, size = _write(upload, part)
        place = path_of(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    stored, _ = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"size": size, "stored_at": clock.now()}
    )
    return stored


def drop(digest: str) -> None:
    """Let the bytes go for ever. Whether anybody still needs them is for others to say."""
    StoredFile.objects.filter(pk=digest).delete()
    path_of(digest).unlink(missing_ok=True)


def path_of(digest: str) -> Path:
    """Where the bytes with this SHA-256 lie."""
    return Path(settings.FILES_DIR) / digest[:2] / digest[2:]


def _write(upload: Upload, part: Path) -> tuple[str, int]:
    digest, size = sha256(), 0
    with part.open("wb") as out:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > FILE_BYTES_MAX:
                raise FileTooLarge
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), size
