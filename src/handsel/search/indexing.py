"""Keep the search index in step with the record: index, reindex and forget."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from handsel.kernel.named_sql import named_statements
from handsel.record.entries import ERASED
from handsel.record.models import Chain, Entry
from handsel.search.document import index_document
from handsel.search.groups import bits_of, files_of
from handsel.search.models import FileText, IndexedEntry
from handsel.search.sort_key import place_of
from handsel.tasks.models import schedule
from handsel.work.jobs.models import Job
from handsel.work.workroom.models import JobFile

INDEX, READ = "search-index", "search-read"
"""Kinds of tasks: index an entry, and read the text of a Workroom file."""

JOINED = "job.joined"
CHUNK = 200


def auto_index(subject: str, at: datetime) -> None:
    """Task after each entry. When somebody joins a job, all its entries are reindexed for them."""
    entry = _entries().get(pk=UUID(subject))
    if entry.chain.kind != Chain.Kind.JOB:
        return
    if entry.kind == ERASED.name:
        forget(_entries().get(chain=entry.chain, number=entry.facts["entry"]))
    entries = _entries().filter(chain=entry.chain) if entry.kind == JOINED else [entry]
    for row in entries:
        index(row, at)


def index(entry: Entry, at: datetime) -> None:
    """Index an entry of a job, and schedule its unread files.

    Locks the job, so that a concurrent join reindexes every row.
    """
    if entry.is_erased:
        forget(entry)
        return
    job = Job.objects.select_for_update(of=("self",)).with_people().get(uuid=entry.chain.subject)
    words, groups = index_document(entry, job)
    fields = {"job": job, "groups": bits_of(groups), "words": words}
    if not IndexedEntry.objects.filter(entry=entry).update(**fields):
        IndexedEntry.objects.create(pk=_free_place(entry, job), entry=entry, **fields)
    for file in _unread(entry):
        schedule(READ, file.pk, at=at)


def forget(entry: Entry) -> None:
    """Remove an entry from the index, and the text of files that no other entry has.

    Also purges what the index only marks as deleted.
    """
    files = JobFile.objects.filter(entry=entry.pk).values_list("stored", flat=True)
    others = JobFile.objects.filter(stored__in=files).exclude(entry=entry.pk)
    still = others.filter(entry__in=Entry.objects.exclude(content=None).values("pk")).values("stored")
    FileText.objects.filter(pk__in=files).exclude(pk__in=still).delete()
    gone, _ = IndexedEntry.objects.filter(entry=entry).delete()
    clear = named_statements(__file__, connection.vendor, "find").get("forget")
    if gone and clear:
        with connection.cursor() as cursor:
            cursor.execute(clear)


def reindex(at: datetime) -> int:
    """Rebuild the index, one transaction per chunk; returns the number of entries."""
    done, last = 0, UUID(int=0)
    while chunk := list(_entries().filter(chain__kind=Chain.Kind.JOB, pk__gt=last).order_by("pk")[:CHUNK]):
        with transaction.atomic():
            for entry in chunk:
                index(entry, at)
        done, last = done + len(chunk), chunk[-1].pk
    return done


def _entries() -> QuerySet[Entry, Any]:
    return Entry.objects.select_related("chain", "content")


def _unread(entry: Entry) -> QuerySet[JobFile, Any]:
    brought = [file["file"] for file in files_of(entry.facts)]
    return JobFile.objects.filter(pk__in=brought, stored__text=None)


def _free_place(entry: Entry, job: Job) -> int:
    place = place_of(entry.at, number=entry.number, job=job.pk)
    while IndexedEntry.objects.filter(pk=place).exists():
        place += 1
    return place
