"""The stylesheet as browsers get it: its parts in one file, so that a first visit asks once, not 28 times."""

import atexit
import re
import shutil
import tempfile
from pathlib import Path

from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage

FOLDER = Path(__file__).parent / "static/ui"
NAME = "ui/handsel.css"
_IMPORT = re.compile(r'@import url\("(?P<part>[^"]+)"\) layer\((?P<layer>\w+)\);')


def whole() -> str:
    """The stylesheet, each part where it is imported, in its layer."""
    return _IMPORT.sub(_part, (FOLDER / "handsel.css").read_text())


def _part(match: re.Match[str]) -> str:
    return f"@layer {match['layer']} {{\n{(FOLDER / match['part']).read_text()}}}"


class StylesheetFinder(FileSystemFinder):
    """Finds the whole stylesheet before any other finder comes to the one that imports its parts."""

    def __init__(self) -> None:
        folder = tempfile.mkdtemp(prefix="handsel-static-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        path = Path(folder, NAME)
        path.parent.mkdir()
        path.write_text(whole())
        self.locations = [("", folder)]
        self.storages = {folder: FileSystemStorage(location=folder)}
