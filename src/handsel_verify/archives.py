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
_ENCRYPTED, _STREAMED = 0x1, 0x8
_HEADER_BYTES, _SUMS = 30, (16, 24)


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
            _refuse_tricks(file, zipped)
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
    if len(tail) - at > _END_BYTES:
        raise ArchiveBroken("something lies behind its end")
    size: int = struct.unpack_from("<L", tail, at + 12)[0]
    at_64 = tail.rfind(_END_64, 0, at)
    if at_64 >= 0 and at - at_64 >= _END_64_BYTES:
        size = max(size if size != 2**32 - 1 else 0, struct.unpack_from("<Q", tail, at_64 + 40)[0])
    if size > DIRECTORY_BYTES_MAX:
        raise ArchiveBroken(f"its list of members is longer than {DIRECTORY_BYTES_MAX:,} bytes")
    file.seek(0)


def _refuse_tricks(file: IO[bytes], zipped: ZipFile) -> None:
    """Every byte belongs to one member, or to the list of them: nothing lies before, between, or after."""
    ends, names = {0}, set()
    for info in sorted(zipped.infolist(), key=lambda info: info.header_offset):
        if info.compress_type != ZIP_STORED or info.compress_size != info.file_size:
            raise ArchiveBroken(f"{info.filename} is compressed, which no bundle's members are")
        if info.flag_bits & _ENCRYPTED:
            raise ArchiveBroken(f"{info.filename} is encrypted")
        if info.filename in names:
            raise ArchiveBroken(f"{info.filename} is there twice")
        if info.header_offset not in ends:
            raise ArchiveBroken(f"{info.filename} does not begin where the member before it ends")
        names.add(info.filename)
        ends = _ends(file, info)
    if zipped.start_dir not in ends:
        raise ArchiveBroken("something lies between the members and their list")


def _ends(file: IO[bytes], info: ZipInfo) -> set[int]:
    """Where a member may end: after its bytes, or after their sum, which writers of streams put there."""
    file.seek(info.header_offset)
    header = file.read(_HEADER_BYTES)
    name, extra = struct.unpack_from("<HH", header, 26)
    if file.read(name) != info.orig_filename.encode(errors="surrogateescape"):
        raise ArchiveBroken(f"{info.filename} has another name in its own header")
    end = info.header_offset + _HEADER_BYTES + name + extra + info.file_size
    return {end, *(end + size for size in _SUMS)} if info.flag_bits & _STREAMED else {end}
