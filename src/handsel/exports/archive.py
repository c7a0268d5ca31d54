"""Write an archive: JSON and files in one ZIP, in constant memory, with the SHA-256 of each member."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from handsel.exports.refusals import NoRoomForExport
from handsel.kernel import clock
from handsel.kernel.json import Facts
from handsel.work.workroom.upload_storage import DISK_RESERVE_BYTES

CHUNK_BYTES = 1024 * 1024
MANIFEST = "manifest.json"


class ArchiveWriter:
    """A ZIP being written; the manifest, which lists all other members, comes last."""

    def __init__(self, place: Path) -> None:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._place = place
        self._file = os.fdopen(os.open(place, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600), "w+b")
        self._zip = ZipFile(self._file, "w", ZIP_DEFLATED)
        self._members: dict[str, Facts] = {}

    def __enter__(self) -> "ArchiveWriter":
        return self

    def __exit__(self, *_: Any) -> None:
        self._zip.close()
        self._file.close()

    def put_text(self, place: str, text: str) -> None:
        """Add a text."""
        self._add(place, [text.encode()], ZIP_DEFLATED)

    def put_rows(self, place: str, rows: Iterable[Facts]) -> None:
        """Add a JSON list, one row per line."""
        self._add(place, _json_lines(rows), ZIP_DEFLATED)

    def put_file(self, place: str, source: Path) -> None:
        """Add a file, uncompressed."""
        with source.open("rb") as file:
            self._add(place, iter(lambda: file.read(CHUNK_BYTES), b""), ZIP_STORED)

    def finish(self, about: Facts) -> tuple[int, str]:
        """Write the manifest and sync to disk; returns the size in bytes and the SHA-256."""
        manifest = {**about, "members": self._members}
        self.put_text(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        size = self._file.seek(0, os.SEEK_END)
        self._file.seek(0)
        return size, file_digest(self._file, "sha256").hexdigest()

    def _add(self, place: str, pieces: Iterable[bytes], compression: int) -> None:
        info = ZipInfo(place, clock.now().timetuple()[:6])
        info.compress_type = compression
        info.external_attr = 0o600 << 16
        digest, size = sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                self._refuse_if_full()
                digest.update(piece)
                size += len(piece)
                member.write(piece)
        self._members[place] = {"size": size, "sha256": digest.hexdigest()}

    def _refuse_if_full(self) -> None:
        """Keep space for the database on the same disk; raises `NoRoomForExport`."""
        if shutil.disk_usage(self._place.parent).free < DISK_RESERVE_BYTES:
            raise NoRoomForExport


def _json_lines(rows: Iterable[Facts]) -> Iterator[bytes]:
    before = "[\n"
    for row in rows:
        yield (before + json.dumps(row, ensure_ascii=False)).encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"
