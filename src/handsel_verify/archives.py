"""Reading a ZIP from a stranger: nothing is unpacked, nothing is inflated, and memory stays bounded."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

DIRECTORY_BYTES_MAX = 64 * 1024 * 1024
CHUNK = 1024 * 1024
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_END_BYTES, _END_64_BYTES, _LOCATOR_BYTES, _COMMENT_MAX = 22, 56, 20, 65_535
_ENCRYPTED = 0x1


class ArchiveBroken(ValueError):
    """A file is no archive that can be read safely; the message says why."""


class Archive:
    """The members of a ZIP by name, each stored as it is."""

    def __init__(self, zipped: ZipFile) -> None:
        self._zipped = zipped
        self.members = {info.filename: info for info in zipped.infolist()}

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A member to read; raises `ArchiveBroken` when it is not there or not whole."""
        if name not in self.members:
            raise ArchiveBroken(f"{name} is missing")
        try:
            with self._zipped.open(name) as member:
                yield member
        except (BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as error:
            raise ArchiveBroken(f"{name} cannot be read: {error}") from error

    def read(self, name: str, most: int) -> bytes:
        """The bytes of a member, of which there may be so many."""
        with self.open(name) as member:
            data = member.read(most + 1)
        if len(data) > most:
            raise ArchiveBroken(f"{name} is longer than {most:,} bytes")
        return data

    def digest(self, name: str) -> str:
        """SHA-256 of a member, in hexadecimal."""
        digest = sha256()
        with self.open(name) as member:
            while chunk := member.read(CHUNK):
                digest.update(chunk)
        return digest.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The archive in a file; raises `ArchiveBroken`, and `OSError` when the file cannot be read."""
    with path.open("rb") as file:
        _refuse_large_directory(file)
        try:
            zipped = ZipFile(file)
        except (BadZipFile, ValueError, EOFError, NotImplementedError, struct.error) as error:
            raise ArchiveBroken(f"it is no whole ZIP file: {error}") from error
        with zipped:
            _refuse_tricks(zipped.infolist())
            yield Archive(zipped)


def _refuse_large_directory(file: IO[bytes]) -> None:
    """The list of members is read into memory whole: it must not be longer than any bundle's."""
    end = file.seek(0, 2)
    start = max(0, end - _COMMENT_MAX - _END_BYTES - _LOCATOR_BYTES - _END_64_BYTES)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise ArchiveBroken("it is no whole ZIP file: its end is missing")
    size: int = struct.unpack_from("<L", tail, at + 12)[0]
    at_64 = tail.rfind(_END_64, 0, at)
    if at_64 >= 0 and at - at_64 >= _END_64_BYTES:
        size = max(size if size != 2**32 - 1 else 0, struct.unpack_from("<Q", tail, at_64 + 40)[0])
    if size > DIRECTORY_BYTES_MAX:
        raise ArchiveBroken(f"its list of members is longer than {DIRECTORY_BYTES_MAX:,} bytes")
    file.seek(0)


def _refuse_tricks(members: list[ZipInfo]) -> None:
    end, names = 0, set()
    for info in sorted(members, key=lambda info: info.header_offset):
        if info.compress_type != ZIP_STORED or info.compress_size != info.file_size:
            raise ArchiveBroken(f"{info.filename} is compressed, which no bundle's members are")
        if info.flag_bits & _ENCRYPTED:
            raise ArchiveBroken(f"{info.filename} is encrypted")
        if info.header_offset < end:
            raise ArchiveBroken(f"{info.filename} lies over another member")
        if info.filename in names:
            raise ArchiveBroken(f"{info.filename} is there twice")
        names.add(info.filename)
        end = info.header_offset + info.file_size
