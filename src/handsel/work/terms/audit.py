"""Audit checks: versions are unchanged, bound by both sides, and match the milestones."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from django.db.models import Exists, OuterRef

from handsel.kernel.audit import Check
from handsel.record.models import Chain, EntryContent
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.tasks.models import unscheduled
from handsel.tasks.planned import Planned, plan_faults
from handsel.work.jobs.job_timers import ENDING, LAPSE, lapse_reminders
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone
from handsel.work.terms.models import Agreement, Version

SIDES = {Side.CLIENT, Side.FREELANCER}

TABLES = (
    RebuiltTable(
        Version,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("number",),
        columns=columns("side", "proposed_by", "proposed_at", "note", "hash", "state", "ended_at", "entry"),
        state="version",
    ),
    RebuiltTable(
        Agreement,
        Chain.Kind.JOB,
        subject="version__job__uuid",
        key=("version__number", "side"),
        columns=columns("person", "hash", "agreed_at"),
        state="agreement",
    ),
)


def checks() -> Iterable[Check]:
    """Versions against hash and entry, bound ones against agreements, milestones against terms, timers."""
    yield _versions()
    yield _bound()
    yield _milestones()
    yield _timers()


def _versions() -> Check:
    faults, counted = [], 0
    for row in Version.objects.order_by("pk").iterator():
        counted += 1
        if not _is_unchanged(row):
            faults.append(f"version {row.number} of job {row.job_id} is not what its hash says")
        content = EntryContent.objects.filter(entry=row.entry).first()
        if content is not None and f'"hash":"{row.hash}"' not in content.text:
            faults.append(f"version {row.number} of job {row.job_id} is not what was put on the record")
    return Check("every version of terms is as it was proposed, byte for byte", counted, faults)


def _is_unchanged(version: Version) -> bool:
    return sha256(version.text.encode()).hexdigest() == version.hash


def _bound() -> Check:
    rows = Version.objects.filter(state=Version.State.BOUND).prefetch_related("agreements").order_by("pk")
    faults = [
        f"version {row.number} of job {row.job_id} binds, but both did not agree to it"
        for row in rows
        if {yes.side for yes in row.agreements.all() if yes.hash == row.hash} != SIDES
    ]
    bare = Job.objects.exclude(bound_at=None).exclude(Exists(rows.filter(job=OuterRef("pk"))))
    faults += [f"job {job.pk} has begun, but no terms bind it" for job in bare.order_by("pk")]
    return Check("terms bind only where both agreed to the same version", len(rows), faults)


def _milestones() -> Check:
    """Jobs that are being ended are left out: their milestones are cut to what they hold."""
    rows = Version.objects.filter(state=Version.State.BOUND, job__ended_by="").order_by("pk")
    faults, counted = [], 0
    for row in rows.iterator():
        counted += 1
        if _is_unchanged(row):
            faults += [f"milestone {pk} of job {row.job_id} is not as agreed" for pk in _differing(row)]
    return Check("every open milestone is as agreed", counted, faults)


def _differing(version: Version) -> Iterator[int]:
    agreed = {part.ref: part for part in version.terms.milestones}
    for row in Milestone.objects.filter(job=version.job_id).open().order_by("pk"):
        part = agreed.get(row.ref)
        if part is None or (row.name, row.amount, row.due, row.done_when) != (
            part.name,
            part.amount,
            part.due,
            part.done_when,
        ):
            yield row.pk


def _timers() -> Check:
    lapsing, ending = Job.objects.exclude(lapses_at=None), Job.objects.exclude(ending_at=None)
    faults = [
        f"job {pk} is to lapse by itself, but nothing is scheduled"
        for pk in unscheduled(LAPSE, lapsing, at="lapses_at")
    ]
    faults += [
        f"what is held on job {pk} is to return, but nothing is scheduled"
        for pk in unscheduled(ENDING, ending, at="ending_at")
    ]
    faults += plan_faults(_reminders)
    return Check("every clock of a job is scheduled", lapsing.count() + ending.count(), faults)


def _reminders() -> Iterator[Planned]:
    """The reminders of awards that lapse."""
    for pk, lapses_at in Job.objects.values_list("pk", "lapses_at"):
        if lapses_at is not None:
            yield from lapse_reminders(pk, lapses_at)
