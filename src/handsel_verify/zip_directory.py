"""Strict parsing of the central directory of a ZIP."""

import struct
from dataclasses import dataclass
from typing import IO

DIRECTORY_BYTES_MAX = 64 * 1024 * 1024
ALL_32, STREAMED = 2**32 - 1, 0x8
_ALL_16, _LARGE = 2**16 - 1, 2**31 - 1
"""Placeholder for numbers stored as ZIP64 (also `ALL_32`), and the limit up to which they must not be."""

ATTRIBUTES = struct.pack("<HL", 0, 0o600 << 16)
"""A file that its owner reads and writes: no link, no folder, no program, nothing of another system."""
VERSIONS = frozenset(bytes([version, 3, version, 0]) for version in (20, 45))
"""Made on Unix by a version of the format, which is also needed: 2.0, or 4.5 for large members."""
MADE_AT = struct.pack("<HH", 0, 1 << 5 | 1)
"""1980-01-01, 00:00."""

PACKED_ANEW = (
    "it looks as if the bundle was unpacked and zipped again, and nothing in it was checked; "
    "check the file as it was downloaded, or download the bundle again"
)
"""Said of a ZIP as other programs write it, maybe of the very same members."""

_LISTED = struct.Struct("<4s4s8sLLLHHHH6sL")
_END, _END_64, _LOCATOR_BYTES = struct.Struct("<4sHHHHLLH"), struct.Struct("<4sQ4xLLQQQQ"), 20


class ArchiveBroken(ValueError):
    """The archive cannot be read safely; the message says why."""


@dataclass(frozen=True)
class Member:
    """A member as listed: name, header offset, size, CRC, and other header fields."""

    name: str
    begin: int
    size: int
    crc: int
    rest: bytes
    version: int

    @property
    def is_streamed(self) -> bool:
        """Whether a data descriptor follows the data."""
        return bool(self.rest[0] & STREAMED)


@dataclass(frozen=True)
class Directory:
    """The central directory: its offset and members."""

    begin: int
    members: list[Member]


def directory_of(file: IO[bytes]) -> Directory:
    """Read the central directory; raises `ArchiveBroken`."""
    end, count, begin = _end(file)
    file.seek(begin)
    members = [_listed(file) for _ in range(count)]
    if file.tell() != end:
        raise ArchiveBroken("its end does not fit the list of its members")
    return Directory(begin, members)


def exactly(file: IO[bytes], size: int) -> bytes:
    """Read exactly so many bytes; raises `ArchiveBroken`."""
    data = file.read(size)
    if len(data) != size:
        raise ArchiveBroken("it is no whole ZIP file: it is cut off")
    return data


def _end(file: IO[bytes]) -> tuple[int, int, int]:
    """Read the end record: end of the directory, number of members, and its offset."""
    end = file.seek(0, 2) - _END.size
    file.seek(max(end, 0))
    tail = file.read()
    if end < 0 or not tail.startswith(b"PK\x05\x06"):
        raise ArchiveBroken("it is no whole ZIP file: its end is missing, or something lies behind it")
    _, *disks, here, count, size, offset, comment = _END.unpack(tail)
    if count == _ALL_16 or offset > _LARGE:
        end -= _LOCATOR_BYTES + _END_64.size
        file.seek(max(end, 0))
        sign, _, *disks, here, count, size, offset = _END_64.unpack(exactly(file, _END_64.size))
        if sign != b"PK\x06\x06" or (count < _ALL_16 and offset <= _LARGE):
            raise ArchiveBroken("its end does not fit the list of its members")
    if size > DIRECTORY_BYTES_MAX:
        raise ArchiveBroken(f"its list of members is longer than {DIRECTORY_BYTES_MAX:,} bytes")
    if any(disks) or here != count or comment or offset + size != end:
        raise ArchiveBroken("its end does not fit the list of its members")
    return end, count, offset


def _listed(file: IO[bytes]) -> Member:
    """Read the next member of the directory."""
    parts = _LISTED.unpack(exactly(file, _LISTED.size))
    sign, versions, rest, crc, *sizes, named, more, comment, disk, attributes, begin = parts
    written, extra = exactly(file, named), exactly(file, more)
    name = written.decode("latin-1")
    if sign != b"PK\x01\x02" or disk or comment:
        raise ArchiveBroken("its list of members is broken")
    if not (name.isascii() and name.isprintable()):
        raise ArchiveBroken("a member has a name that no bundle's members have")
    if extra and ALL_32 not in {*sizes, begin}:
        raise ArchiveBroken(f"{name} has a field that no bundle's members have: {PACKED_ANEW}")
    size, packed, begin = _resolve_zip64([sizes[1], sizes[0], begin], extra)
    flags, method = struct.unpack_from("<HH", rest)
    if method or packed != size:
        raise ArchiveBroken(f"{name} is compressed, which no bundle's members are: {PACKED_ANEW}")
    if flags not in {0, STREAMED}:
        raise ArchiveBroken(f"{name} is encrypted, or marked as no bundle's members are")
    if attributes != ATTRIBUTES or versions not in VERSIONS or rest[4:] != MADE_AT:
        raise ArchiveBroken(f"{name} has attributes that no bundle's members have: {PACKED_ANEW}")
    return Member(name, begin, size, crc, rest, versions[2])


def _resolve_zip64(numbers: list[int], extra: bytes) -> list[int]:
    """Resolve numbers that are stored in the ZIP64 extra field."""
    wide = numbers.count(ALL_32)
    begin = struct.pack("<HH", 1, 8 * wide) if wide else b""
    if not extra.startswith(begin) or len(extra) != len(begin) + 8 * wide:
        raise ArchiveBroken("its list of members is broken")
    large = list(struct.unpack_from(f"<{wide}Q", extra, len(begin)))
    if any(number <= _LARGE for number in large):
        raise ArchiveBroken("its list of members is broken")
    return [large.pop(0) if number == ALL_32 else number for number in numbers]
