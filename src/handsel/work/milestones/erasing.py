"""Erasing what somebody wrote or attached, by an operator, where the law demands it."""

from datetime import datetime
from uuid import UUID

from handsel.kernel.characters import is_blank
from handsel.kernel.json import Facts
from handsel.people.models import Person
from handsel.record.entries import ERASED
from handsel.record.erasing import drop_file, erase_content
from handsel.record.models import Entry, StoredFile
from handsel.tasks.models import schedule
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import ReasonMissing
from handsel.work.milestones.entries import reports
from handsel.work.milestones.entries.reports import SENT
from handsel.work.milestones.models import ReportLine, StatusReport
from handsel.work.milestones.refusals import NotErasable
from handsel.work.workroom import entries, uploads
from handsel.work.workroom.entries import MESSAGE
from handsel.work.workroom.models import JobFile

DROP = "files.drop"
ERASABLE = {MESSAGE.name: entries.without_words, SENT.name: reports.without_words}
"""What people wrote to each other, by what is left of it. Agreements and money are kept: the law and the
record demand it."""


@act(ERASED, Side.HOUSE, closed=True)
def erase(context: JobContext, job: Job, *, entry: int, reason: str) -> Facts:
    """Erase the content of a message or a report, its files, and every copy; who, when and why stays.

    Raises `NotErasable` for an entry that is neither, or is erased already.
    """
    if is_blank(reason):
        raise ReasonMissing
    row = erasable_entry(job, entry)
    brought = JobFile.objects.filter(entry=row.pk)
    digests = sorted({file.stored_id for file in brought})
    brought.delete()
    _blank_report(row)
    left = ERASABLE[row.kind](row.facts)
    erase_content(row, by=context.id)
    schedule(DROP, context.id, at=context.at)
    return {"entry": entry, "kind": row.kind, "reason": reason, "fingerprints": digests, "left": left}


def erasable_entry(job: Job, number: int) -> Entry:
    """The message or report of that number; raises `NotErasable` if it is neither, or erased already."""
    rows = Entry.objects.filter(chain__subject=job.uuid, number=number, kind__in=ERASABLE)
    row = rows.exclude(content=None).first()
    if row is None:
        raise NotErasable
    return row


def quoting(job: Job, entry: int) -> list[int]:
    """The numbers of the entries that quote another one; each quote is erased by itself."""
    near = Entry.objects.filter(chain__subject=job.uuid, content__text__contains=f'"number":{entry},')
    rows = near.select_related("content").order_by("number")
    quotes = [(row.number, value) for row in rows for value in row.facts.values() if isinstance(value, dict)]
    return [number for number, quote in quotes if quote.get("number") == entry]


def drop_files(subject: str, at: datetime) -> None:
    """Delete the bytes of erased files, except those that another entry or an avatar uses as well."""
    erasing = Entry.objects.select_related("content").get(pk=UUID(subject))
    uploads.forget(Entry.objects.get(chain=erasing.chain_id, number=erasing.facts["entry"]).pk)
    for digest in erasing.facts["fingerprints"]:
        if is_left(digest):
            drop_file(digest)


def is_left(digest: str) -> bool:
    """Whether a file is kept of which no entry and no avatar has the bytes any more."""
    used = JobFile.objects.filter(stored=digest).exists() or Person.objects.filter(avatar=digest).exists()
    return not used and StoredFile.objects.filter(pk=digest).exists()


def _blank_report(entry: Entry) -> None:
    """Blank the copy of a report that pages use; its week and percentages stay."""
    reports = StatusReport.objects.filter(entry=entry.pk)
    ReportLine.objects.filter(report__in=reports).update(statement="")
    reports.update(done="", plans="", issues="")
