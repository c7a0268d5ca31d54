"""Storing the bytes of an upload: one request at a time, at its offset, while there is disk space."""

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from handsel.kernel.refusals import NotFound
from handsel.work.workroom.models import Upload
from handsel.work.workroom.refusals import LongerThanPromised, NoRoom, UploadBusy, WrongOffset

DISK_RESERVE_BYTES = 512 * 1024 * 1024
"""What must stay free on the disk: the database writes there too."""
PIECE_BYTES = 256 * 1024
SECONDS_MAX = 60
"""How long one request may add bytes: a slow client asks for its offset and resumes; others get a turn."""


class Source(Protocol):
    """A source of bytes."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, fewer only at the end; `OSError` if the sender hung up."""


def add(upload: Upload, *, offset: int, length: int, source: Source) -> int:
    """Add bytes from a source at an offset, as many as come; returns how many have arrived in total.

    Raises `UploadBusy`, `WrongOffset`, `LongerThanPromised` and `NoRoom`. The last byte completes it.
    """
    with locked_part(upload) as part:
        here = part.seek(0, os.SEEK_END)
        if offset != here:
            raise WrongOffset(here=here, offset=offset)
        if offset + length > upload.size:
            raise LongerThanPromised(size=upload.size)
        _receive(source, part, length)
        here = part.tell()
        if here == upload.size and not upload.sha256:
            _finish(upload, part)
    return int(here)


def bytes_arrived(upload: Upload) -> int:
    """How many bytes of an upload have arrived, by the size of its file: no crash can make it wrong."""
    try:
        return part_path(upload).stat().st_size
    except FileNotFoundError:
        raise NotFound from None


def part_path(upload: Upload) -> Path:
    """The path of the bytes that have arrived."""
    return Path(settings.FILES_DIR) / "uploads" / f"{upload.pk}.part"


@contextmanager
def locked_part(upload: Upload) -> Iterator[Any]:
    """The open file of an upload, locked; the lock ends with its process."""
    try:
        part = part_path(upload).open("r+b", buffering=0)
    except FileNotFoundError:
        raise NotFound from None
    with part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UploadBusy from None
        if not part_path(upload).exists():
            raise NotFound
        yield part


def refuse_if_full(more: int) -> None:
    """Raise `NoRoom` if this many more bytes would leave the disk nearly full."""
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free - more < DISK_RESERVE_BYTES:
        raise NoRoom


def _receive(source: Source, part: Any, length: int) -> None:
    """Write what arrives, until the end, a hang-up, or the time limit."""
    ends_at = time.monotonic() + SECONDS_MAX
    while length and time.monotonic() < ends_at:
        refuse_if_full(min(length, PIECE_BYTES))
        try:
            piece = source.read(min(length, PIECE_BYTES))
        except OSError:
            return
        if not piece:
            return
        _write(part, piece)
        length -= len(piece)


def _write(part: Any, piece: bytes) -> None:
    left = memoryview(piece)
    try:
        while left:
            left = left[part.write(left) :]
    except OSError as error:
        raise (NoRoom if error.errno == errno.ENOSPC else error) from None


def _finish(upload: Upload, part: Any) -> None:
    """Flush the bytes to disk and hash them before anybody may post them."""
    os.fsync(part)
    part.seek(0)
    digest = file_digest(part, "sha256").hexdigest()
    Upload.objects.filter(pk=upload.pk).update(sha256=digest)
