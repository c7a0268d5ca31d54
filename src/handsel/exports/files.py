"""The job files of an archive: under their original names, or listed with why they are left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from handsel.exports.rows import facts_of
from handsel.kernel.json import Facts
from handsel.record.files import path_of
from handsel.record.models import StoredFile
from handsel.record.scanning import is_held
from handsel.work.jobs.models import Job
from handsel.work.workroom.models import JobFile

NAME_BYTES_MAX = 200
ENDING_MAX = 20
_FORBIDDEN = frozenset('<>:"/\\|?*')
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)


@dataclass(frozen=True)
class ExportFile:
    """One version of a file: its path below the job, its source, and why it is left out, if it is."""

    place: str
    source: Path
    left_out: str
    about: Facts

    def facts(self) -> Facts:
        """Its row in `files.json`."""
        location: Facts = {"left_out": self.left_out} if self.left_out else {"place": self.place}
        return {**self.about, **location}


def files_of(job: Job) -> Iterator[ExportFile]:
    """Every version of every file of a job, oldest first."""
    for file in JobFile.objects.filter(job=job).select_related("stored").order_by("pk").iterator():
        about = {**facts_of(file, "stored"), **facts_of(file.stored, "shown", "pages", "obstacle")}
        source = path_of(file.stored_id)
        place = f"files/{file.pk}/{portable_name(file.name)}"
        yield ExportFile(place, source, _reason_left_out(file.stored, source), about)


def portable_name(name: str) -> str:
    """A file name valid on every system; `files.json` has the original."""
    plain = "".join("_" if character in _FORBIDDEN else character for character in name).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if stem and len(ending) < ENDING_MAX:
        portable = _truncate(stem, NAME_BYTES_MAX - len((dot + ending).encode())) + dot + ending
    else:
        portable = _truncate(plain, NAME_BYTES_MAX)
    return f"_{portable}" if not portable or portable.partition(".")[0].lower() in _DEVICES else portable


def _truncate(words: str, most: int) -> str:
    return words.encode()[:most].decode(errors="ignore")


def _reason_left_out(stored: StoredFile, source: Path) -> str:
    if stored.verdict == StoredFile.Verdict.INFECTED:
        return _("It is infected and quarantined.")
    if is_held(stored):
        return _("It was still being checked for viruses.")
    return "" if source.exists() else _("This site no longer has it.")
