"""The bytes of an upload as they come: one request at a time, from where it stands, while there is room."""

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
"""How long one request may add: a slow one is told how far it came and comes again; others get a turn."""


class Source(Protocol):
    """What bytes come from."""

    def read(self, size: int, /) -> bytes:
        """So many bytes, fewer only at the end; an `OSError` when the sender hung up."""


def add(upload: Upload, *, offset: int, length: int, source: Source) -> int:
    """Add bytes from a source at an offset, as many as come; gives how many have come altogether.

    Raises `UploadBusy`, `WrongOffset`, `LongerThanPromised` and `NoRoom`. The last byte makes it whole.
    """
    with held(upload) as part:
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


def arrived(upload: Upload) -> int:
    """How many bytes of an upload have come: they tell it themselves, so that no crash can misstate it."""
    try:
        return part_of(upload).stat().st_size
    except FileNotFoundError:
        raise NotFound from None


def part_of(upload: Upload) -> Path:
    """Where the bytes lie that have come."""
    return Path(settings.FILES_DIR) / "uploads" / f"{upload.pk}.part"


@contextmanager
def held(upload: Upload) -> Iterator[Any]:
    """The bytes of an upload, for one at a time; the lock goes with the process that has it."""
    try:
        part = part_of(upload).open("r+b", buffering=0)
    except FileNotFoundError:
        raise NotFound from None
    with part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UploadBusy from None
        if not part_of(upload).exists():
            raise NotFound
        yield part


def refuse_if_full(more: int) -> None:
    """Raise `NoRoom` when so many bytes more would leave the disk nearly full."""
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free - more < DISK_RESERVE_BYTES:
        raise NoRoom


def _receive(source: Source, part: Any, length: int) -> None:
    """Write what comes, until its end, a hang-up, or the time is over."""
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
    """The bytes are on disk and their SHA-256 is known before anybody may post them."""
    os.fsync(part)
    part.seek(0)
    digest = file_digest(part, "sha256").hexdigest()
    Upload.objects.filter(pk=upload.pk).update(sha256=digest)
