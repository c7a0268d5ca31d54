"""How far people have read in a Workroom: what is new to them, and what the other side has seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import BigIntegerField, Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from handsel.kernel.identifiers import HOUSE
from handsel.people.models import Person
from handsel.record import change_signal
from handsel.record.models import Chain, Entry
from handsel.work.jobs.models import Job
from handsel.work.workroom.models import ReadMarker

_NONE = Value(0, output_field=BigIntegerField())


@dataclass(frozen=True)
class ReadReceipt:
    """The other side has seen a person's entries, up to a number, and when."""

    by: UUID
    number: int
    at: datetime


@dataclass(frozen=True)
class ReadState:
    """How far a person has read in a Workroom (0 at first), how far others, and their read receipt."""

    number: int = 0
    others: int = 0
    receipt: ReadReceipt | None = None


def read_up_to(person: Person, job: Job, number: int, at: datetime) -> tuple[int, int]:
    """Note that a person has read a Workroom up to an entry; returns the numbers before and after.

    It never goes back, nor beyond the end of the record.
    """
    size = Chain.objects.filter(subject=job.uuid).values_list("size", flat=True).first() or 0
    number = min(number, size)
    with transaction.atomic():
        reading, _ = ReadMarker.objects.get_or_create(
            job=job, person=person, defaults={"number": 0, "at": at}
        )
        before = reading.number
        if number <= before:
            return before, before
        changes = {"number": number, **({"at": at} if _by_others(person, job, before, number) else {})}
        ReadMarker.objects.filter(pk=reading.pk, number__lt=number).update(**changes)
        transaction.on_commit(change_signal.notify_change)
    return before, number


def read_state(person: Person, job: Job) -> ReadState:
    """How far a person has read, and their newest entry that the other side has seen; one query."""
    own = entries_of_job(job).filter(actor=person.pk, number__lte=OuterRef("number")).order_by("-number")
    readings = list(ReadMarker.objects.filter(job=job).annotate(own=Subquery(own.values("number")[:1])))
    mine = next((row.number for row in readings if row.person_id == person.pk), 0)
    others = [row for row in readings if row.person_id != person.pk]
    newest = max(others, key=lambda row: row.number, default=None)
    receipt = ReadReceipt(newest.person_id, newest.own, newest.at) if newest and newest.own else None
    return ReadState(mine, newest.number if newest else 0, receipt)


def has_seen(person: Person, job: Job, entry: Entry) -> bool:
    """Whether a person has read a Workroom up to this entry."""
    return ReadMarker.objects.filter(job=job, person=person, number__gte=entry.number).exists()


def unread(person: Person, jobs: Iterable[Job]) -> dict[int, int]:
    """How many entries by others a person has not seen, by job; one query."""
    rows = {job.uuid: job.pk for job in jobs}
    seen = ReadMarker.objects.filter(person=person, job__uuid=OuterRef("subject")).values("number")
    chains = Chain.objects.filter(subject__in=rows).annotate(seen=Coalesce(Subquery(seen), _NONE))
    new = Entry.objects.filter(chain=OuterRef("pk"), number__gt=OuterRef("seen")).exclude(actor=person.pk)
    counted = Subquery(new.values("chain").annotate(many=Count("pk")).values("many"))
    counts = chains.annotate(new=counted).values_list("subject", "new")
    return {rows[subject]: many for subject, many in counts if many}


def entries_of_job(job: Job) -> QuerySet[Entry]:
    """Every entry of a job; the chain is a subquery, so that rows come in the order of the index."""
    return Entry.objects.filter(chain=Subquery(Chain.objects.filter(subject=job.uuid).values("pk")))


def _by_others(person: Person, job: Job, after: int, to: int) -> bool:
    """Whether another person did something in a range of entries; the house needs no receipts."""
    entries = entries_of_job(job).filter(number__gt=after, number__lte=to)
    return entries.exclude(actor__in=[person.pk, HOUSE]).exists()
