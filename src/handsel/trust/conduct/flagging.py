"""Flagging what was posted, where the policy of its job says so (rules: off-platform payment 2)."""

from collections.abc import Iterable
from datetime import datetime

from handsel.policy.rules import DetectionMode
from handsel.record.entries import ERASED
from handsel.record.models import Entry
from handsel.trust.conduct.models import Flag
from handsel.work.exits.agreeing import may_work_elsewhere
from handsel.work.jobs.models import Job
from handsel.work.workroom.detector.detect import detect
from handsel.work.workroom.detector.kinds import Detection
from handsel.work.workroom.entries import MESSAGE


def flag_entry(entry: Entry, at: datetime) -> None:
    """Flag what a message says, if the policy of its job says so; of what is erased no flag stays."""
    if entry.kind == ERASED.name and not entry.is_erased:
        erased = Entry.objects.get(chain=entry.chain_id, number=entry.facts["entry"])
        Flag.objects.filter(entry=erased.pk).delete()
    elif entry.kind == MESSAGE.name and not entry.is_erased:
        job = Job.objects.select_related("policy").get(uuid=entry.chain.subject)
        if job.policy.rules.detection is DetectionMode.FLAG and not may_work_elsewhere(job):
            flag(job, entry, detect(str(entry.facts["words"])), at)


def flag(
    job: Job, entry: Entry, detections: Iterable[Detection], at: datetime, *, file_name: str = ""
) -> None:
    """Flag words of an entry, or of a file that it brought; what is flagged already stays as it is."""
    flags = [
        Flag(
            job=job,
            person_id=entry.actor,
            entry=entry.pk,
            file_name=file_name,
            kind=row.kind,
            quoted=row.quoted,
            start=row.start,
            at=at,
        )
        for row in detections
    ]
    Flag.objects.bulk_create(flags, ignore_conflicts=True)
