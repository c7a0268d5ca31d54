"""Adding files to a Workroom: stored first, then named and versioned by the act that posts them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from uuid import UUID

from handsel.kernel.characters import normalized
from handsel.kernel.json import Facts
from handsel.record.files import store
from handsel.tasks.models import schedule
from handsel.work.jobs.acts import JobContext
from handsel.work.workroom.models import JobFile, Upload
from handsel.work.workroom.refusals import UploadPosted

NAME_MAX = 200
JOINERS = re.compile("[\u200c\u200d\U000e0020-\U000e007f]")
"""Invisible characters that make a word or an emoji what it is (Unicode, 23.2 and 23.9)."""
PROCESS = "file.process"
"""The task of processing a posted file, and how many digits of its SHA-256 name it."""
SUBJECT_LENGTH = 40


@dataclass(frozen=True)
class Attached:
    """A stored file with the name its owner gave it, and the upload it came by, if any."""

    name: str
    sha256: str
    size: int
    upload: UUID | None = None


def keep(uploads: Iterable[Any]) -> list[Attached]:
    """Store uploads (with `name` and `chunks()`) before the act; raises `FileTooLarge`."""
    kept = []
    for upload in uploads:
        stored = store(upload)
        kept.append(Attached(clean_name(str(upload.name)), stored.sha256, stored.size))
    return kept


def add_files(context: JobContext, files: Sequence[Attached]) -> list[Facts]:
    """Add stored files to the job of an act, each as the next version of its name; returns their facts."""
    return [_add_file(context, file) for file in files]


def clean_name(name: str) -> str:
    """The last part of a name in NFC, shortened before its extension.

    A Mac names files in another form (NFD) than Windows: in one form they are versions of one file. Each
    unusual blank becomes a plain one; controls and invisible characters go, but for those that join letters
    or emoji.
    """
    last = PurePath(name.replace("\\", "/")).name
    bare = normalized("NFC", "".join(map(_kept, last))).strip()
    if not bare.strip("."):
        return "file"
    if len(bare) <= NAME_MAX:
        return bare
    suffix = PurePath(bare).suffix[:20]
    return bare[: NAME_MAX - len(suffix)] + suffix


def _kept(character: str) -> str:
    """What stands for a character in a name."""
    category = unicodedata.category(character)
    if category in {"Zs", "Zl", "Zp"}:
        return " "
    return "" if category in {"Cc", "Cs", "Cf"} and not JOINERS.fullmatch(character) else character


def _add_file(context: JobContext, file: Attached) -> Facts:
    if file.upload is not None:
        _claim(context, file.upload)
    last = JobFile.objects.filter(job=context.job, name=file.name).order_by("-version").first()
    schedule(PROCESS, file.sha256[:SUBJECT_LENGTH], at=context.at)
    row = JobFile.objects.create(
        job=context.job,
        name=file.name,
        version=last.version + 1 if last else 1,
        stored_id=file.sha256,
        brought_by_id=context.actor.id,
        brought_at=context.at,
        entry=context.id,
    )
    return {
        "file": row.pk,
        "name": file.name,
        "version": row.version,
        "sha256": file.sha256,
        "size": file.size,
    }


def _claim(context: JobContext, upload: UUID) -> None:
    """Mark an upload as posted, once: from a second tab it is posted already."""
    open_ones = Upload.objects.open().filter(pk=upload, job=context.job, person=context.actor.id)
    if not open_ones.update(posted_in=context.id):
        raise UploadPosted
