"""Moving time to another job of the same people before its timesheet is submitted (rules: hourly time 7)."""

from django.db.models import QuerySet

from handsel.kernel import identifiers
from handsel.kernel.json import Facts
from handsel.record.actions import Actor
from handsel.work.hours.entries import time as entries
from handsel.work.hours.models import TimeSource, TimeSpan
from handsel.work.hours.recording import (
    NewTime,
    add_spans,
    check_job,
    locked_freelancer,
    refuse_paused,
    remove_span,
)
from handsel.work.hours.refusals import OtherPeople
from handsel.work.hours.weeks import Span
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import LIVE, JobKind, Side
from handsel.work.jobs.models import Job


@act(entries.MOVED, Side.FREELANCER)
def move_time(context: JobContext, row: TimeSpan, *, to: int) -> Facts:
    """Move time to another job, by its number: it leaves one record and enters the other, or neither.

    Raises `OtherPeople`, and what recording it there would: `NotByHand`, `TimePaused`, `TimeOutside`,
    `WeekSubmitted`.
    """
    other = other_jobs(context.job).filter(pk=to).first()
    if other is None:
        raise OtherPeople
    removed = remove_span(row)
    move, time = str(context.id), NewTime(row.started_at, row.ended_at, row.memo)
    actor = Actor(context.actor.id, context.at, identifiers.derived(context.id, "move"))
    _receive(actor, other, time=time, source=row.source, origin=context.job.pk, move=move)
    return {"spans": [], "removed": [removed], "move": move, "number": other.pk, "title": other.title}


@act(entries.MOVED, Side.FREELANCER)
def _receive(context: JobContext, job: Job, *, time: NewTime, source: str, origin: int, move: str) -> Facts:
    """Take time that another job gave, as it was recorded there; it is a part of that act, or refuses it."""
    span, other = Span(time.start, time.end), Job.objects.get(pk=origin)
    check_job(job, span.end)
    refuse_paused(job, [span])
    locked_freelancer(job)
    rows = [row.facts() for row in add_spans(context, [(span, time.memo)], TimeSource(source))]
    return {"spans": rows, "removed": [], "move": move, "number": other.pk, "title": other.title}


def other_jobs(job: Job) -> QuerySet[Job]:
    """The other hourly jobs of the same client and freelancer to which time may be moved."""
    rows: QuerySet[Job] = Job.objects.filter(
        client=job.client_id, freelancer=job.freelancer_id, kind=JobKind.HOURLY, stage__in=LIVE
    )
    return rows.exclude(pk=job.pk).order_by("-pk")
