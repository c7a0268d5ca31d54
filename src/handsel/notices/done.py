"""What is done of what people were told: what it asks for was settled, or its time is over."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from handsel.notices.models import Notice
from handsel.record.matters import Reminder, overtaken, settled
from handsel.record.models import Entry
from handsel.work.jobs.models import Job

_ABOUT_ENTRY = "entry "


def entries_of(notices: Collection[Notice]) -> Mapping[UUID, Entry]:
    """The entries that some notices tell of, by their keys; one query."""
    keys = [key for notice in notices if (key := entry_of(notice))]
    return Entry.objects.select_related("content").in_bulk(keys)


def entry_of(notice: Notice) -> UUID | None:
    """The key of the entry that a notice tells of; a reminder is of none."""
    about = notice.about
    return UUID(about.removeprefix(_ABOUT_ENTRY)) if about.startswith(_ABOUT_ENTRY) else None


def done(notices: Collection[Notice], entries: Mapping[UUID, Entry]) -> set[int]:
    """The keys of the notices with nothing left to do; two queries for any number."""
    closed = settled(entries.values())
    reminders = {
        notice.pk: Reminder(notice.job.uuid, notice.matter, notice.told_at)
        for notice in notices
        if notice.matter and notice.job
    }
    over = overtaken(reminders.values())
    return {notice.pk for notice in notices if entry_of(notice) in closed} | {
        pk for pk, reminder in reminders.items() if reminder in over
    }


def mark_done(job: Job, at: datetime) -> None:
    """No longer show as new what is done of a job."""
    notices = list(Notice.objects.unread().filter(job=job).select_related("job"))
    over = done(notices, entries_of(notices))
    Notice.objects.filter(pk__in=over, read_at=None).update(read_at=at)
