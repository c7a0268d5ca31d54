"""What is too large for the narrow numbers of a ZIP is read all the same; wide ones are for nothing else."""

import struct
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pytest

from handsel_verify.archives import opened
from handsel_verify.zip_directory import ArchiveBroken

LARGE = 5 * 1024**3


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A member of five gigabytes, of which the disk has none, and one behind it."""
    place = tmp_path / "large.zip"
    info = ZipInfo("large.bin")
    info.external_attr = 0o600 << 16
    info.header_offset, info.file_size, info.compress_size, info.flag_bits, info.CRC = 0, LARGE, LARGE, 0x8, 0
    with place.open("wb") as file:
        file.write(info.FileHeader(zip64=True))
        file.seek(LARGE, 1)
        file.write(struct.pack("<4sLQQ", b"PK\x07\x08", 0, LARGE, LARGE))
        with ZipFile(file, "w", ZIP_STORED) as zipped:
            zipped.filelist.append(info)
            zipped.writestr(ZipInfo("small.txt"), b"small")
    return place


def test_members_of_any_size_are_read(large: Path) -> None:
    with opened(large) as archive:
        assert [(name, member.size) for name, member in archive.members.items()] == [
            ("large.bin", LARGE),
            ("small.txt", 5),
        ]
        assert archive.read("small.txt", 5) == b"small"


def test_a_great_many_members_are_read(tmp_path: Path) -> None:
    place = tmp_path / "many.zip"
    with ZipFile(place, "w", ZIP_STORED) as zipped:
        for number in range(2**16 + 1):
            zipped.writestr(ZipInfo(str(number)), b"")
    with opened(place) as archive:
        assert len(archive.members) == 2**16 + 1


def test_wide_numbers_are_for_what_is_large(large: Path) -> None:
    with large.open("r+b") as file:
        begin = file.seek(-2000, 2)
        data = bytearray(file.read())
        at = data.find(struct.pack("<HHQQ", 1, 16, LARGE, LARGE))
        struct.pack_into("<QQ", data, at + 4, 5, 5)
        file.seek(begin)
        file.write(data)
    with pytest.raises(ArchiveBroken, match="its list of members is broken"), opened(large):
        """Nothing of it is read."""
