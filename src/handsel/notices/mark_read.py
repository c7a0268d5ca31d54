"""What somebody read in a Workroom needs no opening in the inbox, and no mail."""

from datetime import datetime

from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.kinds import declared_kinds, kind_named, never
from handsel.work.jobs.models import Job
from handsel.work.workroom.read_state import entries_of_job


def mark_read(person: Person, job: Job, after: int, to: int, at: datetime) -> None:
    """Mark the notices of a stretch of the record as read, as far as reading is all that they ask for."""
    if to <= after:
        return
    waiting = [kind.name for kind in declared_kinds() if kind.can_wait is not never]
    entries = entries_of_job(job).filter(number__gt=after, number__lte=to, kind__in=waiting)
    others = entries.exclude(actor=person.pk).select_related("content")
    abouts = [f"entry {entry.pk}" for entry in others if kind_named(entry.kind).can_wait(entry.facts)]
    Notice.objects.of(person).unread().filter(about__in=abouts).update(read_at=at)
