"""Bringing files into a Workroom: stored first, then named and versioned by the act that posts them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from handsel.kernel.json import Facts
from handsel.record.files import store
from handsel.work.jobs.acts import JobDeed
from handsel.work.workroom.models import JobFile

NAME_MAX = 200


@dataclass(frozen=True)
class Attached:
    """A stored file under the name that its owner gave it."""

    name: str
    sha256: str
    size: int


def keep(uploads: Iterable[Any]) -> list[Attached]:
    """Store uploads (with `name` and `chunks()`) before the act; raises `FileTooLarge`."""
    kept = []
    for upload in uploads:
        stored = store(upload)
        kept.append(Attached(_clean(str(upload.name)), stored.sha256, stored.size))
    return kept


def bring(deed: JobDeed, files: Sequence[Attached]) -> list[Facts]:
    """Add stored files to the job of a deed, each as the next version of its name; gives their facts."""
    return [_bring_one(deed, file) for file in files]


def _bring_one(deed: JobDeed, file: Attached) -> Facts:
    last = JobFile.objects.filter(job=deed.job, name=file.name).order_by("-version").first()
    brought = JobFile.objects.create(
        job=deed.job,
        name=file.name,
        version=last.version + 1 if last else 1,
        stored_id=file.sha256,
        brought_by_id=deed.by.actor,
        brought_at=deed.at,
        entry=deed.id,
    )
    return {
        "file": brought.pk,
        "name": file.name,
        "version": brought.version,
        "sha256": file.sha256,
        "size": file.size,
    }


def _clean(name: str) -> str:
    """The last part of a name without what cannot be shown, shortened before its ending."""
    bare = "".join(c for c in PurePath(name.replace("\\", "/")).name if c.isprintable()).strip()
    if not bare.strip("."):
        return "file"
    if len(bare) <= NAME_MAX:
        return bare
    suffix = PurePath(bare).suffix[:20]
    return bare[: NAME_MAX - len(suffix)] + suffix
