"""PDFs kept by what they were made of; those not read for longest go when they are too many."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from handsel.record import part_files

BYTES_MAX = 1_000_000_000
"""The most that stays after a sweep."""


def kept(source: str) -> bytes | None:
    """The PDF that was made of a page; None where there is none. It counts as read now."""
    place = _place_of(source)
    try:
        os.utime(place)
        return place.read_bytes()
    except FileNotFoundError:
        return None


def keep(source: str, content: bytes) -> None:
    """Keep the PDF of a page, whole or not at all."""
    place = _place_of(source)
    with part_files.new_part(place.parent) as (part, file):
        file.write(content)
        file.flush()
        part.replace(place)


def sweep() -> int:
    """Remove what killed processes left half written, and what is too much; returns how many files."""
    folders = [folder for folder in Path(settings.PDF_DIR).glob("*") if folder.is_dir()]
    return sum(part_files.remove_orphans(folder) for folder in folders) + _remove_oldest(folders)


def _remove_oldest(folders: list[Path]) -> int:
    rows = [(stat.st_mtime, place, stat.st_size) for place, stat in _with_stat(folders)]
    total, removed = sum(size for _, _, size in rows), 0
    for _, place, size in sorted(rows):
        if total <= BYTES_MAX:
            break
        place.unlink(missing_ok=True)
        total, removed = total - size, removed + 1
    return removed


def _with_stat(folders: list[Path]) -> list[tuple[Path, os.stat_result]]:
    rows = []
    for place in (place for folder in folders for place in folder.glob("*.pdf")):
        with suppress(FileNotFoundError):
            rows.append((place, place.stat()))
    return rows


def _place_of(source: str) -> Path:
    digest = sha256(source.encode()).hexdigest()
    return Path(settings.PDF_DIR) / digest[:2] / f"{digest[2:]}.pdf"
