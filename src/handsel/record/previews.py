"""Previews of stored pictures and PDFs, rendered by a child process."""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from handsel.record.files import path_of
from handsel.record.models import StoredFile
from handsel.record.preview_worker import LOCKED, PAGES_MAX, PDF, PICTURES

SOURCE_BYTES_MAX = 256 * 1024 * 1024
SECONDS_MAX = 30
_WEBP = b"RIFF"


def draw(stored: StoredFile) -> None:
    """Render the previews of a file and save the number of pages; 0 if it has none."""
    stored.shown, stored.pages, stored.obstacle = 0, 0, ""
    if stored.type in {PDF, *PICTURES} and stored.size > SOURCE_BYTES_MAX:
        stored.obstacle = StoredFile.Obstacle.TOO_LARGE
    elif stored.type in {PDF, *PICTURES}:
        folder = _folder(stored.sha256)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent) as drawn:
            obstacle = _draw(stored, drawn)
            stored.shown, stored.pages = _counted(Path(drawn))
            stored.obstacle = "" if stored.shown else obstacle
            if stored.shown:
                shutil.rmtree(folder, ignore_errors=True)
                shutil.copytree(drawn, folder)
    stored.save(update_fields=["shown", "pages", "obstacle"])


def page_of(stored: StoredFile, page: int) -> Path:
    """The path of a rendered page; page 0 is the thumbnail."""
    return _folder(stored.sha256) / (f"{page}.webp" if page else "small.webp")


def forget(stored: StoredFile) -> None:
    """Remove the previews of a file."""
    shutil.rmtree(_folder(stored.sha256), ignore_errors=True)


def _folder(digest: str) -> Path:
    return Path(settings.FILES_DIR) / "previews" / digest[:2] / digest[2:]


def _draw(stored: StoredFile, drawn: str) -> StoredFile.Obstacle:
    """Run the child; the pages it finished count. Returns why there are none, if there are none."""
    source = str(path_of(stored.sha256))
    command = [sys.executable, "-I", "-m", "handsel.record.preview_worker", stored.type, source, drawn]
    try:
        ended = subprocess.run(command, env={}, capture_output=True, timeout=SECONDS_MAX, check=False)
    except subprocess.TimeoutExpired:
        return StoredFile.Obstacle.TOO_LARGE
    return StoredFile.Obstacle.LOCKED if ended.returncode == LOCKED else StoredFile.Obstacle.UNREADABLE


def _counted(drawn: Path) -> tuple[int, int]:
    """How many pages were rendered, and how many there are."""
    shown = 0
    while shown < PAGES_MAX and _is_drawn(drawn / f"{shown + 1}.webp"):
        shown += 1
    if not shown:
        return 0, 0
    written = (drawn / "pages").read_text()[:9]
    return shown, max(shown, int(written) if written.isdecimal() else 0)


def _is_drawn(place: Path) -> bool:
    if not place.exists():
        return False
    with place.open("rb") as file:
        return file.read(4) == _WEBP
