"""Moving time to another job of the same people before its timesheet is submitted (rules: hourly time 7)."""

from uuid import UUID

from django.db.models import QuerySet

from handsel.kernel import identifiers
from handsel.kernel.json import Facts
from handsel.record.actions import Actor
from handsel.work.hours.entries import time as entries
from handsel.work.hours.models import ReceivedSegment, Shot, TimeSource, TimeSpan
from handsel.work.hours.recording import NewTime, add_spans, remove_span
from handsel.work.hours.refusals import OtherPeople
from handsel.work.hours.shots.lifecycle import ShotState
from handsel.work.hours.time_checks import check_job, check_live, locked_freelancer, refuse_paused
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
    origin, segment = context.job.pk, row.segment_id
    _receive(actor, other, time=time, source=row.source, move=move, origin=origin, segment=segment)
    return {"spans": [], "removed": [removed], "tracked": None, **_named(move, other)}


@act(entries.MOVED, Side.FREELANCER)
def _receive(
    context: JobContext,
    job: Job,
    *,
    time: NewTime,
    source: str,
    move: str,
    origin: int,
    segment: UUID | None,
) -> Facts:
    """Take time that another job gave, as it was recorded there; it is a part of that act, or refuses it."""
    span, other = Span(time.start, time.end), Job.objects.get(pk=origin)
    check = check_live if segment else check_job
    check(job, span.end)
    refuse_paused(job, [span])
    locked_freelancer(job)
    tracked = ReceivedSegment.objects.select_related("device").get(pk=segment) if segment else None
    rows = add_spans(context, [(span, time.memo)], TimeSource(source), segment=tracked)
    if tracked:
        _take_shots(rows[0], origin)
    return {
        "spans": [row.facts() for row in rows],
        "removed": [],
        "tracked": tracked.facts() if tracked else None,
        **_named(move, other),
    }


def _named(move: str, other: Job) -> Facts:
    """What both records say of a move, and each of the other's job."""
    return {"move": move, "number": other.pk, "title": other.title}


def _take_shots(time: TimeSpan, origin: int) -> None:
    """Screenshots go with the time in which they were taken, and with the last of their segment's time.

    One that was deleted stays where the record says so.
    """
    shots = Shot.objects.filter(segment=time.segment_id, job=origin).exclude(state=ShotState.DELETED)
    if TimeSpan.objects.filter(segment=time.segment_id, job=origin).exists():
        shots = shots.filter(taken_at__gte=time.started_at, taken_at__lt=time.ended_at)
    shots.update(job=time.job_id, week=time.week_id)


def other_jobs(job: Job) -> QuerySet[Job]:
    """The other hourly jobs of the same client and freelancer to which time may be moved."""
    rows: QuerySet[Job] = Job.objects.filter(
        client=job.client_id, freelancer=job.freelancer_id, kind=JobKind.HOURLY, stage__in=LIVE
    )
    return rows.exclude(pk=job.pk).order_by("-pk")
