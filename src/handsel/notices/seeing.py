"""What somebody read in a Workroom needs no opening in the inbox, and no mail."""

from datetime import datetime

from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.work.jobs.models import Job
from handsel.work.workroom.reading import entries_of

READ_IN_PLACE = frozenset({"message.posted", "report.sent", "report.late", "job.joined"})
"""What is dealt with by reading it; money and clocks stay in the inbox until they are opened there."""


def see(person: Person, job: Job, after: int, to: int, at: datetime) -> None:
    """Mark the notices of a stretch of the record as read, as far as reading is all that they ask for."""
    if to <= after:
        return
    entries = entries_of(job).filter(number__gt=after, number__lte=to, kind__in=READ_IN_PLACE)
    abouts = [f"entry {pk}" for pk in entries.exclude(actor=person.pk).values_list("pk", flat=True)]
    Notice.objects.of(person).unread().filter(about__in=abouts).update(read_at=at)
