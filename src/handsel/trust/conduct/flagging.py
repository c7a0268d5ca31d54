"""Flagging what was posted, where the policy of its job says so (rules: off-platform payment 2)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from handsel.kernel.identifiers import HOUSE, derived
from handsel.kernel.json import Facts
from handsel.policy.rules import DetectionMode
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.entries import ERASED
from handsel.record.models import Chain, Entry, EntryContent
from handsel.tasks.models import schedule
from handsel.trust.conduct.entries.flags import FLAGGED, UNFLAGGED
from handsel.trust.conduct.models import Flag
from handsel.work.exits.agreeing import may_work_elsewhere
from handsel.work.jobs.models import Job
from handsel.work.workroom.detector.detect import detect
from handsel.work.workroom.detector.kinds import Detection
from handsel.work.workroom.entries import MESSAGE
from handsel.work.workroom.models import JobFile

CHECK_MESSAGE = "conduct.message"


def flag_entry(entry: Entry, at: datetime) -> None:
    """Have a message checked, if the policy of its job flags; of what is erased no flag stays."""
    if entry.kind == ERASED.name and not entry.is_erased:
        erased = Entry.objects.get(chain=entry.chain_id, number=entry.facts["entry"])
        _unflag(erased, at)
    elif entry.kind == MESSAGE.name and not entry.is_erased and _flags(_job_of(entry)):
        schedule(CHECK_MESSAGE, entry.pk, at=at)


def check_message(subject: str, at: datetime) -> None:
    """Flag what a message says; it is read before anything is locked, since a long one takes a second."""
    entry = Entry.objects.select_related("chain", "content").get(pk=UUID(subject))
    job = _job_of(entry)
    if not entry.is_erased and _flags(job):
        flag(job, entry, detect(str(entry.facts["words"])), at)


def _job_of(entry: Entry) -> Job:
    return Job.objects.select_related("policy").get(uuid=entry.chain.subject)


def _flags(job: Job) -> bool:
    return job.policy.rules.detection is DetectionMode.FLAG and not may_work_elsewhere(job)


@transaction.atomic
def flag(
    job: Job, entry: Entry, detections: Sequence[Detection], at: datetime, file: JobFile | None = None
) -> None:
    """Flag words of an entry, or of a file that it brought, unless the entry was erased meanwhile.

    What is flagged already stays as it is. Where the words are stands on the record of the house, so that no
    flag can go unseen. The content is locked: an erasure waits, and takes the flags with it.
    """
    contents = EntryContent.objects.select_for_update().filter(entry=entry.pk)
    if not detections or not contents.exists():
        return
    number, name = (file.pk, file.name) if file else (0, "")
    known = set(Flag.objects.filter(entry=entry.pk, file=number).values_list("start", flat=True))
    rows = [row for row in detections if row.start not in known]
    places: list[Facts] = [
        {"kind": row.kind.value, "start": row.start, "length": len(row.quoted)} for row in rows
    ]
    facts: Facts = {**_named(job, entry), "person": str(entry.actor), "file": number, "places": places}

    def body(context: ActionContext) -> Facts:
        of = {"job": job, "person_id": entry.actor, "entry": entry.pk, "file": number, "file_name": name}
        Flag.objects.bulk_create(
            Flag(**of, kind=row.kind, quoted=row.quoted, start=row.start, at=context.at) for row in rows
        )
        return facts

    if rows:
        key = derived(entry.pk, f"flags {number} {[row.start for row in rows]}")
        perform(ActionSpec(FLAGGED, Chain.Kind.HOUSE, HOUSE, facts), Actor(HOUSE, at, key), body)


def _unflag(erased: Entry, at: datetime) -> None:
    flags = Flag.objects.filter(entry=erased.pk)
    first = flags.select_related("job").first()
    if first is None:
        return
    facts = _named(first.job, erased)

    def body(_context: ActionContext) -> Facts:
        flags.delete()
        return facts

    actor = Actor(HOUSE, at, derived(erased.pk, "no flags"))
    perform(ActionSpec(UNFLAGGED, Chain.Kind.HOUSE, HOUSE, facts), actor, body)


def _named(job: Job, entry: Entry) -> Facts:
    return {"entry": str(entry.pk), "job_uuid": str(job.uuid), "job_number": job.pk}
