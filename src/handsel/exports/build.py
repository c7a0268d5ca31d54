"""Build an archive step by step, report progress, and move it into place."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.utils import timezone, translation

from handsel.exports.archive import ArchiveWriter
from handsel.exports.entries import MADE
from handsel.exports.files import files_of
from handsel.exports.models import Export
from handsel.exports.readme import index, readme
from handsel.exports.refusals import NoRoomForExport
from handsel.exports.sections import OF_JOB, OWN, Section
from handsel.exports.storage import EXPIRE, KEPT, new_part_of, path_of, sweep
from handsel.kernel import clock, identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.refusals import KeyReused, NotFound
from handsel.people.models import Person
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform
from handsel.record.files import path_of as file_path
from handsel.tasks.models import schedule
from handsel.work.jobs.models import Job
from handsel.work.workroom.models import JobFile
from handsel.work.workroom.upload_storage import DISK_RESERVE_BYTES

FORMAT = "handsel-export/1"
TOLD_EVERY_SECONDS = 1
Step = Callable[[], Any]


class NotWanted(Exception):
    """The archive was removed, or requested again, while it was written."""


def make(subject: str, at: datetime) -> None:
    """Task: build the archive and record that it is ready; restarts from scratch after a failure.

    Raises `NoRoomForExport`. An export that is no longer wanted is dropped silently.
    """
    export = Export.objects.select_related("person").filter(making=UUID(subject), made_at=None).first()
    if export is None:
        return
    sweep()
    part = new_part_of(export.making)
    try:
        size, sha256 = _write_archive(export, part)
        _finish(export, part, size, sha256)
    except (NotWanted, NotFound, KeyReused):
        return
    finally:
        part.unlink(missing_ok=True)


def _write_archive(export: Export, part: Path) -> tuple[int, str]:
    person = export.person
    jobs = list(Job.objects.of(person).with_people().order_by("pk"))
    _refuse_if_full(jobs)
    language, zone = translation.override(person.language), timezone.override(person.zone)
    with language, zone, ArchiveWriter(part) as archive:
        steps = list(_steps(archive, person, jobs))
        _run_steps(export, steps)
        about = {"format": FORMAT, "house": settings.HOUSE_NAME, "person": str(person.pk)}
        return archive.finish({**about, "made_at": clock.now().isoformat()})


def _run_steps(export: Export, steps: list[Step]) -> None:
    """Run the steps and save progress at most every second; raises `NotWanted`."""
    reported_at = time.monotonic() - TOLD_EVERY_SECONDS
    for done, step in enumerate(steps):
        if time.monotonic() - reported_at >= TOLD_EVERY_SECONDS:
            reported_at = time.monotonic()
            if not _pending(export).update(done=done, whole=len(steps)):
                raise NotWanted
        step()


def _pending(export: Export) -> QuerySet[Export]:
    """The export, if it is still wanted and not ready yet."""
    return Export.objects.filter(making=export.making, made_at=None)


def _steps(archive: ArchiveWriter, person: Person, jobs: list[Job]) -> Iterator[Step]:
    yield partial(archive.put_text, "README.txt", readme(person))
    yield partial(archive.put_text, "index.html", index(person, jobs))
    for section in OWN:
        yield partial(_write_section, archive, section.place, section, person)
    if person.avatar and file_path(person.avatar).exists():
        yield partial(archive.put_file, "you/picture", file_path(person.avatar))
    for job in jobs:
        yield from _steps_of(archive, job)


def _steps_of(archive: ArchiveWriter, job: Job) -> Iterator[Step]:
    folder = f"jobs/{job.pk}"
    for section in OF_JOB:
        yield partial(_write_section, archive, f"{folder}/{section.place}", section, job)
    yield partial(archive.put_rows, f"{folder}/files.json", (file.facts() for file in files_of(job)))
    for file in files_of(job):
        if not file.left_out:
            yield partial(archive.put_file, f"{folder}/{file.place}", file.source)


def _write_section(archive: ArchiveWriter, place: str, section: Section, subject: Person | Job) -> None:
    archive.put_rows(place, section.of(subject))


def _finish(export: Export, part: Path, size: int, sha256: str) -> None:
    """Move the archive into place and record it; raises `NotFound` if it is no longer wanted."""

    def body(context: ActionContext) -> Facts:
        now = {"made_at": context.at, "expires_at": context.at + KEPT, "size": size, "sha256": sha256}
        if not _pending(export).update(**now):
            raise NotFound
        os.replace(part, path_of(export.making))
        schedule(EXPIRE, export.making, at=context.at + KEPT)
        return {"size": size, "sha256": sha256, "expires_at": context.at + KEPT}

    by = Actor(HOUSE, key=identifiers.derived(export.making, "made"))
    perform(on_own_chain(MADE, export.person_id, {"size": size, "sha256": sha256}), by, body)


def _refuse_if_full(jobs: list[Job]) -> None:
    needed = JobFile.objects.filter(job__in=jobs).aggregate(sum=Sum("stored__size"))["sum"] or 0
    if shutil.disk_usage(settings.DATA_DIR).free < needed + DISK_RESERVE_BYTES:
        raise NoRoomForExport
