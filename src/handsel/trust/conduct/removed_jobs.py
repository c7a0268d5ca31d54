"""The jobs of a person who is to be removed: how long the notice is, and what becomes of each job."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain, Entry
from handsel.trust.conduct.cases import ConductCase
from handsel.trust.conduct.entries.removals import ANNOUNCED
from handsel.trust.conduct.verdicts import within
from handsel.work.hours.submitting import open_weeks, submit_for_removed
from handsel.work.jobs.lifecycle import LIVE, OPEN, Side
from handsel.work.jobs.models import Job
from handsel.work.terms.ending import end_for_removed, lapse_for_removed


def notice_ends(case: ConductCase, at: datetime) -> datetime:
    """Before when a removal takes no effect: the longest notice of the policies of the person's jobs."""
    rows = Job.objects.filter(Q(pk__in=_open_jobs(case.person).values("pk")) | Q(pk=case.job.pk))
    calendar = house_calendar()
    notices = [
        row.deadline(at, row.policy.rules.removal_notice, calendar)
        for row in rows.select_related("policy")
        if row.policy.rules.removal_notice
    ]
    return max(notices, default=at)


def announce(context: ActionContext, person: Person, ends_at: datetime | None) -> None:
    """Say on each job of theirs when it ends, or that it goes on after all.

    Nothing is said of what is not certain yet, or happens now.
    """
    if ends_at is not None and ends_at <= context.at:
        return
    for job in _open_jobs(person).filter(stage__in=LIVE, ended_by="").order_by("pk"):
        earlier = _announced(job)
        if earlier != ends_at:
            _announce(context, job, _side(job, person), ends_at)


def end_jobs(person: Person, removal: UUID, at: datetime) -> None:
    """End each open job as the person's own ending would, and submit the weeks of a freelancer."""
    for job in _open_jobs(person).order_by("pk"):
        side, actor = _side(job, person), Actor(HOUSE, at, identifiers.derived(removal, f"job {job.pk}"))
        if job.stage not in LIVE:
            lapse_for_removed(actor, job)
        elif not job.ended_by:
            end_for_removed(actor, job, side=side)
        if side is Side.FREELANCER and job.is_hourly:
            for week in open_weeks(job, at):
                submit_for_removed(week, removal, at)


def _open_jobs(person: Person) -> "QuerySet[Job]":
    rows: QuerySet[Job] = Job.objects.of(person).filter(stage__in=OPEN)
    return rows.select_related("client__person", "freelancer__person")


def _side(job: Job, person: Person) -> Side:
    return Side.CLIENT if job.client.person_id == person.pk else Side.FREELANCER


def _announced(job: Job) -> datetime | None:
    """The end that was last announced on a job, if it was not taken back."""
    rows = Entry.objects.filter(chain__subject=job.uuid, kind=ANNOUNCED.name).select_related("content")
    entry = rows.order_by("number").last()
    ends_at = entry.facts["ends_at"] if entry else None
    return datetime.fromisoformat(ends_at) if ends_at else None


def _announce(context: ActionContext, job: Job, side: Side, ends_at: datetime | None) -> None:
    facts: Facts = {"side": side.value, "ends_at": ends_at and ends_at.isoformat()}
    spec = ActionSpec(ANNOUNCED, Chain.Kind.JOB, job.uuid, facts)
    perform(spec, within(context), lambda _context: facts)
