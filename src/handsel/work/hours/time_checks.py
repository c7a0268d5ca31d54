"""What time must satisfy to be recorded on a job, however it came to be known."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from handsel.kernel.characters import is_blank, refuse_bidi_controls
from handsel.people.models import Party
from handsel.people.suspension import is_in_suspension
from handsel.work.hours.models import HourlyPlan, JobPause, PageTimer, TimeSpan
from handsel.work.hours.pauses import is_paused_in
from handsel.work.hours.refusals import (
    MemoMissing,
    NotByHand,
    TimeOutside,
    TimeOverlaps,
    TimePaused,
    TimerRuns,
    TimeSuspended,
)
from handsel.work.hours.weeks import Span
from handsel.work.jobs.lifecycle import LIVE
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState

MEMO_LENGTH_MAX = 400


def check_job(job: Job, until: datetime) -> None:
    """Raise `NotByHand`, `TimeOutside` or `InvalidState` where a job takes no time by hand until then."""
    if not check_live(job, until).by_hand:
        raise NotByHand


def check_live(job: Job, until: datetime) -> HourlyPlan:
    """The plan of an hourly job that goes on, by which it takes time until then.

    Raises `InvalidState`, and `TimeOutside` after the end of the job.
    """
    if job.stage not in LIVE or not job.is_hourly:
        raise InvalidState
    plan = HourlyPlan.objects.get(job=job)
    if plan.ended_at is not None and until > plan.ended_at:
        raise TimeOutside
    return plan


def check_memo(memo: str) -> None:
    """Raise `MemoMissing` for a memo without words, or one that is too long."""
    refuse_bidi_controls(memo)
    if is_blank(memo) or len(memo) > MEMO_LENGTH_MAX:
        raise MemoMissing(most=MEMO_LENGTH_MAX)


def locked_freelancer(job: Job) -> Party:
    """The freelancer's party, locked, so that one act at a time adds to their time."""
    _, freelancer = job.sides()
    return Party.objects.select_for_update(no_key=True).get(pk=freelancer.pk)


def lock_freelancers(jobs: Iterable[Job]) -> None:
    """Lock the parties of their freelancers, so that no act on another job changes what their time shows."""
    keys = {job.freelancer_id for job in jobs if job.freelancer_id is not None}
    if keys:
        list(Party.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def refuse_paused(job: Job, spans: Sequence[Span]) -> None:
    """Raise `TimePaused` for time in which the job was paused."""
    pauses = [row.period for row in JobPause.objects.filter(job=job)]
    if any(is_paused_in(span, pauses) for span in spans):
        raise TimePaused


def refuse_suspended_time(worker: UUID, spans: Sequence[Span]) -> None:
    """Raise `TimeSuspended` for time in which its worker was suspended, also once that is over."""
    if any(is_in_suspension(worker, start=span.start, end=span.end) for span in spans):
        raise TimeSuspended


def refuse_overlaps(job: Job, spans: Sequence[Span]) -> None:
    """Raise `TimeOverlaps` if the freelancer worked then on any job, or a timer runs."""
    worker = locked_freelancer(job)
    rows = sorted(spans)
    running = PageTimer.objects.filter(freelancer=worker, recorded_to__lt=rows[-1].end).first()
    if running is not None:
        raise TimerRuns(job=running.job.title, number=running.job_id)
    if any(row.overlaps(following) for row, following in pairwise(rows)):
        raise TimeOverlaps(job=job.title, number=job.pk)
    taken = TimeSpan.objects.filter(
        job__freelancer=worker, started_at__lt=rows[-1].end, ended_at__gt=rows[0].start
    )
    for other in taken.select_related("job"):
        place = bisect_right(rows, other.started_at, key=lambda row: row.end)
        if place < len(rows) and rows[place].start < other.ended_at:
            raise TimeOverlaps(job=other.job.title, number=other.job_id)
