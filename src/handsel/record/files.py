"""File store by SHA-256; stored files are never overwritten."""

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings

from handsel.kernel import clock
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.record.file_types import HEAD_BYTES, type_of
from handsel.record.models import StoredFile
from handsel.record.part_files import new_part

FILE_BYTES_MAX = 50_000_000


class FileTooLarge(Refusal):
    """The file is above the size limit."""

    what = gettext_noop("A file is larger than 50 MB.")
    kept = gettext_noop("Nothing was posted and no file was kept.")
    way_out = gettext_noop("Split or compress it, or post a link, then try again.")


class FileMissing(Refusal):
    """A stored file that lies no longer where it was put; the audit names it."""

    what = gettext_noop("The content of this file is missing on this site.")
    kept = gettext_noop("Its entry and fingerprint stay in the record. Nothing was downloaded.")
    way_out = gettext_noop("Tell support. Whoever still has the file can post it again as a new version.")


class UploadedChunks(Protocol):
    """Uploaded bytes in chunks, as Django's files have them."""

    def chunks(self) -> Iterable[bytes]:
        """The bytes, in order."""


def store(upload: UploadedChunks) -> StoredFile:
    """Store an upload; raises `FileTooLarge`. The file is synced before its row is written."""
    with new_part(Path(settings.FILES_DIR)) as (place, part):
        return adopt(place, _write(upload, part))


def adopt(part: Path, digest: str) -> StoredFile:
    """Store a complete, synced file under its SHA-256, as a hard link.

    A known infected file stays in quarantine.
    """
    known = StoredFile.objects.filter(pk=digest).first()
    if known is not None and known.verdict == StoredFile.Verdict.INFECTED:
        return known
    place = path_of(digest)
    _ensure_folder(place.parent)
    with suppress(FileExistsError):
        place.hardlink_to(part)
        _sync(place.parent)
    return _row(place, digest)


def path_of(digest: str) -> Path:
    """The path of the file with this SHA-256."""
    return Path(settings.FILES_DIR) / digest[:2] / digest[2:]


def open_stored(digest: str) -> IO[bytes]:
    """The file with this SHA-256, to be read; raises `FileMissing` where the site no longer has it."""
    try:
        return path_of(digest).open("rb")
    except FileNotFoundError:
        raise FileMissing from None


def _write(upload: UploadedChunks, part: IO[bytes]) -> str:
    digest, size = sha256(), 0
    for chunk in upload.chunks():
        size += len(chunk)
        if size > FILE_BYTES_MAX:
            raise FileTooLarge
        digest.update(chunk)
        part.write(chunk)
    part.flush()
    os.fsync(part.fileno())
    return digest.hexdigest()


def _ensure_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    """Sync a folder's entries to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _row(place: Path, digest: str) -> StoredFile:
    with place.open("rb") as file:
        media_type = type_of(file.read(HEAD_BYTES))
    facts = {"size": place.stat().st_size, "stored_at": clock.now(), "type": media_type}
    stored, _ = StoredFile.objects.get_or_create(sha256=digest, defaults=facts)
    return stored
