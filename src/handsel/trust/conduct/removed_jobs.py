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
from handsel.record.chains import lock_chains_in_order
from handsel.record.models import Chain, Entry
from handsel.trust.conduct.cases import ConductCase
from handsel.trust.conduct.entries.removals import ANNOUNCED
from handsel.trust.conduct.lifecycle import DecisionStage
from handsel.trust.conduct.models import ConductDecision
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


def announce(context: ActionContext, person: Person) -> None:
    """Say on each job of theirs when it ends, or that it goes on after all."""
    for job in _open_jobs(person).order_by("pk"):
        announce_end(context, job, _side(job, person))


def announce_end(context: ActionContext, job: Job, side: Side) -> None:
    """Say on a job when it ends, by the first removal of a side that still stands, or that it goes on.

    Nothing is said of what is not certain yet, happens now, or was said.
    """
    if job.stage not in LIVE or job.ended_by:
        return
    first = _first_end(job)
    if first is not None and first[0] <= context.at:
        return
    if first != _announced(job):
        ends_at, side = first or (None, side)
        _announce(context, job, side, ends_at)


def announce_bound(entry: Entry, at: datetime) -> None:
    """Say on a job that binds when it ends, if a side of it is to be removed already."""
    job = Job.objects.select_related("client__person", "freelancer__person").get(uuid=entry.chain.subject)
    actor = Actor(HOUSE, at, identifiers.derived(entry.pk, "its end"))
    announce_end(ActionContext(entry.pk, "", actor), job, Side.CLIENT)


def end_jobs(person: Person, removal: UUID, at: datetime) -> None:
    """End each open job as the person's own ending would, and submit the weeks of a freelancer.

    All are locked before they are read: terms that bind meanwhile are in force by then, or never bind.
    """
    lock_chains_in_order(Chain.Kind.JOB, list(_open_jobs(person).values_list("uuid", flat=True)))
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


def _first_end(job: Job) -> tuple[datetime, Side] | None:
    """When a job ends by the first removal that is certain and not in effect yet, and of which side."""
    sides = {party.person_id: _side(job, party.person) for party in (job.client, job.freelancer) if party}
    rows = ConductDecision.objects.filter(person__in=sides, effect_at__isnull=False, removed_at=None)
    standing = rows.exclude(stage__in=(DecisionStage.WITHDRAWN, DecisionStage.OVERTURNED))
    first = standing.order_by("effect_at", "pk").first()
    return (first.effect_at, sides[first.person_id]) if first and first.effect_at else None


def _announced(job: Job) -> tuple[datetime, Side] | None:
    """The end that was last announced on a job and of which side, if it was not taken back."""
    rows = Entry.objects.filter(chain__subject=job.uuid, kind=ANNOUNCED.name).select_related("content")
    entry = rows.order_by("number").last()
    if entry is None or entry.facts["ends_at"] is None:
        return None
    return datetime.fromisoformat(entry.facts["ends_at"]), Side(entry.facts["side"])


def _announce(context: ActionContext, job: Job, side: Side, ends_at: datetime | None) -> None:
    facts: Facts = {"side": side.value, "ends_at": ends_at and ends_at.isoformat()}
    spec = ActionSpec(ANNOUNCED, Chain.Kind.JOB, job.uuid, facts)
    perform(spec, within(context), lambda _context: facts)
