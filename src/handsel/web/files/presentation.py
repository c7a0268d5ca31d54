"""How pages describe a file: its type, whether its name says otherwise, and its state."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.record.file_types import EMPTY, TEXT, extension_of
from handsel.record.models import StoredFile
from handsel.record.scanning import is_held
from handsel.ui.badges import Badge
from handsel.ui.links import entry_url
from handsel.work.jobs.models import Job
from handsel.work.workroom.models import JobFile

_TEXTS = {
    "txt",
    "md",
    "csv",
    "tsv",
    "html",
    "htm",
    "xml",
    "svg",
    "json",
    "yaml",
    "yml",
    "css",
    "js",
    "py",
    "sql",
}
_ZIPS = {"zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub"}
_ALIKE = [_ZIPS, {"jpg", "jpeg"}, {"tif", "tiff"}, {"mp4", "m4v", "mov", "m4a", "3gp"}, {"doc", "xls", "ppt"}]
_ALIKE += [{"ps", "eps"}, {"png", "apng"}, {"mkv", "webm"}, {"mpg", "mpeg"}]
_TOLD = {"jpg", "png", "gif", "webp", "pdf", "exe", "mp3", "wav", "gz", "7z", "rar", "tar", "rtf", "bmp"}
"""Extensions that promise one type; any other extension promises nothing."""


@dataclass(frozen=True)
class FileView:
    """A version of a file, with what is known of its bytes."""

    file: Any

    @property
    def stored(self) -> StoredFile:
        """The bytes."""
        stored: StoredFile = self.file.stored
        return stored

    @property
    def kind(self) -> str:
        """The type of the bytes, in a word or two."""
        return kind_of(self.stored.type)

    @property
    def mismatch(self) -> str:
        """A note if the extension promises another type than the bytes have."""
        ending = PurePath(self.file.name).suffix.lower().removeprefix(".")
        if not self.stored.type or self.stored.type == EMPTY or not _differs(ending, self.stored.type):
            return ""
        return _("named .{ending}, but is {kind}").format(ending=ending, kind=self.kind)

    @property
    def state(self) -> Badge | None:
        """Why a person should not or cannot open the file, if so."""
        if self.stored.verdict == StoredFile.Verdict.INFECTED:
            return Badge("bad", "alert", _("Infected, quarantined"))
        if self.is_held:
            return Badge("busy", "wait", _("Virus check in progress"))
        if self.stored.verdict == StoredFile.Verdict.TOO_LARGE:
            return Badge("warn", "alert", _("Too large for the virus check"))
        return None

    @property
    def brought_by(self) -> str:
        """The name, at that time, of the person who brought it."""
        return str(self.file.brought_by.name_at(self.file.brought_at))

    @property
    def before(self) -> int:
        """The number of the previous version."""
        return int(self.file.version) - 1

    @property
    def is_unchanged(self) -> bool:
        """Whether its bytes are those of the previous version."""
        return bool(self.file.stored_id == self.file.stored_before)

    @property
    def entry_href(self) -> str:
        """The address of the entry that brought it."""
        return entry_url(self.file.job_id, self.file.number)

    @property
    def is_held(self) -> bool:
        """Whether it waits for the virus scan."""
        return is_held(self.stored)

    @property
    def pages(self) -> int:
        """How many of its pages have a preview now."""
        return 0 if self.is_held else self.stored.shown or 0

    @property
    def obstacle(self) -> str:
        """Why there is nothing to look at, and what to do."""
        reasons: dict[str, str] = {
            StoredFile.Obstacle.LOCKED: _("This PDF needs a password. Download it to open it."),
            StoredFile.Obstacle.TOO_LARGE: _(
                "This file is too large to be shown here. Download it to open it."
            ),
            StoredFile.Obstacle.UNREADABLE: _(
                "This file cannot be shown here: it may be damaged. Download it to open it."
            ),
        }
        return reasons.get(self.stored.obstacle, _("This file cannot be shown here. Download it to open it."))

    @property
    def is_text(self) -> bool:
        """Whether its lines can be compared."""
        return self.stored.type == TEXT


def kind_of(media_type: str) -> str:
    """The label of a media type; empty while it is unknown."""
    ending = extension_of(media_type)
    known = {
        "": "",
        EMPTY: _("empty"),
        TEXT: _("text"),
        "application/x-msdownload": _("program"),
        "application/x-executable": _("program"),
    }
    if media_type in known:
        return known[media_type]
    return ending.upper() if ending else _("unknown kind")


def attach_file_views(files: Sequence[Facts], *jobs: Job) -> None:
    """Attach a `FileView` to each file in the facts of entries; one query for all of them."""
    if not files:
        return
    rows = JobFile.objects.filter(job__in=jobs, pk__in=[file["file"] for file in files]).with_details()
    known = {row.pk: FileView(row) for row in rows}
    for file in files:
        file["file_view"] = known.get(file["file"])


def _differs(ending: str, media_type: str) -> bool:
    real = extension_of(media_type)
    if ending in _TEXTS:
        return media_type != TEXT and bool(real)
    if ending == real or any({ending, real} <= alike for alike in _ALIKE):
        return False
    return ending in _TOLD or any(ending in alike for alike in _ALIKE)
