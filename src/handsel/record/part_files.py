"""Files that are being written: each is locked by its process, so that what a killed one left is known."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from uuid import uuid4

SUFFIX = ".part"


@contextmanager
def new_part(folder: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """A new file to write, locked until the block ends, when it goes; link to it to keep it."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{uuid4().hex}{SUFFIX}"
    part = _locked(place)
    try:
        yield place, part
    finally:
        place.unlink(missing_ok=True)
        with suppress(OSError):
            part.close()


def remove_orphans(folder: Path) -> int:
    """Remove the files that no process writes any more; returns how many."""
    return sum(_remove_if_orphan(place) for place in folder.glob(f"*{SUFFIX}"))


def _locked(place: Path) -> IO[bytes]:
    """The file, open and locked; made anew if it was taken for an orphan before it was locked."""
    while True:
        part = place.open("wb")
        fcntl.flock(part, fcntl.LOCK_EX)
        if place.exists():
            return part
        part.close()


def _remove_if_orphan(place: Path) -> bool:
    try:
        with place.open("rb") as part:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
            place.unlink()
    except (BlockingIOError, FileNotFoundError):
        return False
    return True
