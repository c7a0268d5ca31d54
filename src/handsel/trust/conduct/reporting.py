"""One side of a job reports the other to the operators, on its own chain (rules: off-platform payment 7)."""

from collections.abc import Sequence

from handsel.kernel.characters import is_blank, refuse_bidi_controls
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform
from handsel.record.models import Entry
from handsel.trust.conduct.cases import open_reports
from handsel.trust.conduct.entries.reports import REPORTED
from handsel.trust.conduct.models import ConductReport
from handsel.trust.conduct.outcomes import Category
from handsel.trust.conduct.refusals import AlreadyReported, EntryUnknown, NobodyToReport, WordsMissing
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job

EVIDENCE_MAX = 30


def report_other_side(
    actor: Actor, job: Job, *, category: Category, words: str, evidence: Sequence[int] = ()
) -> Facts:
    """Report the other side of a job, open or closed; they are told of it once it is decided."""
    refuse_bidi_controls(words)

    def body(context: ActionContext) -> Facts:
        fresh = Job.objects.with_people().get(pk=job.pk)
        about = _other_side(fresh, actor)
        if is_blank(words):
            raise WordsMissing
        if open_reports().filter(job=fresh, reporter=actor.id).exists():
            raise AlreadyReported
        report = ConductReport(ref=context.id, job=fresh, reporter_id=actor.id, about=about, words=words)
        report.category, report.evidence, report.at = category, _evidence(fresh, evidence), context.at
        report.save()
        return _facts(report)

    request = {"job": str(job.uuid), "category": category.value, "words": words, "evidence": [*evidence]}
    return perform(on_own_chain(REPORTED, actor.id, request), actor, body)


def _other_side(job: Job, actor: Actor) -> Person:
    side = job.side_of(actor.id)
    if side not in (Side.CLIENT, Side.FREELANCER):
        raise NotFound
    party = job.party(side.other)
    if party is None:
        raise NobodyToReport
    return party.person


def _evidence(job: Job, numbers: Sequence[int]) -> list[int]:
    """The numbers of entries of the job, in order and each once; raises `EntryUnknown`."""
    chosen = sorted(set(numbers))
    entries = Entry.objects.filter(chain__subject=job.uuid, number__in=chosen)
    if len(chosen) > EVIDENCE_MAX or (chosen and entries.count() < len(chosen)):
        raise EntryUnknown
    return chosen


def _facts(report: ConductReport) -> Facts:
    return {
        "job_uuid": report.job.uuid,
        "job_number": report.job_id,
        "about": report.about_id,
        "category": report.category,
        "words": report.words,
        "evidence": report.evidence,
    }
