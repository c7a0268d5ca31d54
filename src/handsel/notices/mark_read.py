"""What somebody read in a Workroom needs no opening in the inbox, and no mail."""

from datetime import datetime

from handsel.notices.mailing import CAN_WAIT, can_wait
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.work.jobs.models import Job
from handsel.work.workroom.read_state import entries_of_job


def mark_read(person: Person, job: Job, after: int, to: int, at: datetime) -> None:
    """Mark the notices of a stretch of the record as read, as far as reading is all that they ask for."""
    if to <= after:
        return
    entries = entries_of_job(job).filter(number__gt=after, number__lte=to, kind__in=CAN_WAIT)
    others = entries.exclude(actor=person.pk).select_related("content")
    abouts = [f"entry {entry.pk}" for entry in others if can_wait(entry.kind, entry.facts)]
    Notice.objects.of(person).unread().filter(about__in=abouts).update(read_at=at)
