"""Read an untrusted ZIP in bounded memory, without unpacking or inflating."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, Any
from zlib import crc32

from handsel_verify.zip_directory import ALL_32, ArchiveBroken, Directory, Member, directory_of, exactly

CHUNK = 1024 * 1024
_HEADER, _LARGE = struct.Struct("<4sH8sLLLHH"), struct.Struct("<HHQQ")
_SUMS, _SUMMED = (struct.Struct("<4sLLL"), struct.Struct("<4sLQQ")), b"PK\x07\x08"


class Archive:
    """The members of a ZIP by name, stored uncompressed."""

    def __init__(self, file: IO[bytes], directory: Directory) -> None:
        """Check the header of each member; raises `ArchiveBroken`."""
        self.members: dict[str, Member] = {}
        self._file, self._first, ends = file, dict[str, int](), {0}
        for member in sorted(directory.members, key=lambda member: member.begin):
            if member.name in self.members:
                raise ArchiveBroken(f"{member.name} is there twice")
            if member.begin not in ends:
                raise ArchiveBroken(f"{member.name} does not begin where the member before it ends")
            self.members[member.name] = member
            self._first[member.name] = first = _first(file, member)
            ends = _ends(file, member, first + member.size)
        if directory.begin not in ends:
            raise ArchiveBroken("something lies between the members and their list")

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open a member; raises `ArchiveBroken` if it is missing, or if its checksum fails at the end."""
        if name not in self.members:
            raise ArchiveBroken(f"{name} is missing")
        with BufferedReader(_Content(self._file, self._first[name], self.members[name]), CHUNK) as content:
            yield content

    def read(self, name: str, most: int) -> bytes:
        """Read a member of at most so many bytes."""
        if name in self.members and self.members[name].size > most:
            raise ArchiveBroken(f"{name} is longer than {most:,} bytes")
        with self.open(name) as member:
            return member.read()

    def digest(self, name: str) -> str:
        """SHA-256 of a member, in hexadecimal."""
        digest = sha256()
        with self.open(name) as member:
            while chunk := member.read(CHUNK):
                digest.update(chunk)
        return digest.hexdigest()


class _Content(RawIOBase):
    """The bytes of a member, with the CRC checked at the end."""

    def __init__(self, file: IO[bytes], first: int, member: Member) -> None:
        self._file, self._at, self._member = file, first, member
        self._left, self._crc = member.size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._file.seek(self._at)
        data = self._file.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._at, self._left, self._crc = self._at + len(data), self._left - len(data), crc32(data, self._crc)
        if not data and (self._left or self._crc != self._member.crc):
            raise ArchiveBroken(f"{self._member.name} does not have the sum that is said")
        return len(data)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive; raises `ArchiveBroken`, and `OSError` if the file cannot be read.

    Every byte must belong to one member or the directory: nothing before, between or after.
    """
    with path.open("rb") as file:
        yield Archive(file, directory_of(file))


def _first(file: IO[bytes], member: Member) -> int:
    """Where the data of a member begins; its local header must agree with the directory."""
    file.seek(member.begin)
    sign, version, rest, *sums, named, extra = _HEADER.unpack(exactly(file, _HEADER.size))
    written, more, size = exactly(file, named), exactly(file, extra), min(member.size, ALL_32)
    expected = [[0, 0, 0], [0, ALL_32, ALL_32]] if member.is_streamed else [[member.crc, size, size]]
    same = (sign, rest, written) == (b"PK\x03\x04", member.rest, member.name.encode())
    stated = 0 if member.is_streamed else member.size
    behind = {b"", _LARGE.pack(1, 16, stated, stated)}
    if not same or sums not in expected or more not in behind or version not in {20, member.version}:
        raise ArchiveBroken(f"{member.name} is another in its own header")
    return file.tell()


def _ends(file: IO[bytes], member: Member, end: int) -> set[int]:
    """Where a member may end: after its data, or after the data descriptor of a streamed one."""
    if not member.is_streamed:
        return {end}
    file.seek(end)
    behind = file.read(_SUMS[1].size)
    facts = (_SUMMED, member.crc, member.size, member.size)
    sums = [sort.pack(*facts) for sort in _SUMS[member.size > ALL_32 :]]
    return {end + len(descriptor) for descriptor in sums if behind.startswith(descriptor)}
