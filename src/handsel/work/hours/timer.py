"""The timer on the page: started, kept alive by the page, and stopped (rules: hourly time 6).

Starting it is no entry: its time enters the record every hour and when it stops. Nothing that a page counts
itself is believed; time runs from the start to the last sign of life.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from handsel.kernel import identifiers
from handsel.kernel.characters import clean_text
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.people.models import Party, Person
from handsel.people.suspension import refuse_suspended
from handsel.record.actions import Actor
from handsel.tasks.models import cancel, schedule
from handsel.work.hours.entries import time as entries
from handsel.work.hours.lifecycle import TO_WORK
from handsel.work.hours.models import JobWeek, PageTimer, TimeSource, TimeSpan
from handsel.work.hours.recording import add_spans
from handsel.work.hours.refusals import TimeOutside, TimerRuns
from handsel.work.hours.time_checks import check_job, check_memo, locked_freelancer
from handsel.work.hours.timer_state import TimerState
from handsel.work.hours.weeks import SECOND, Span
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import JobStage, Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState

CHECK = "timer.check"


def start_timer(actor: Actor, job: Job, *, memo: str) -> PageTimer:
    """Start the freelancer's timer on a job, or give the one that runs there already.

    Raises `TimerRuns` while it runs on another job, `TimeOutside` before the first week, `InvalidState` while
    the job is paused or over, `NotByHand`, `MemoMissing`, and `Suspended`.
    """
    check_memo(memo)
    with transaction.atomic():
        worker = locked_freelancer(job)
        refuse_suspended(actor.id, actor.at)
        if worker.person_id != actor.id:
            raise NotFound
        running: PageTimer | None = PageTimer.objects.filter(freelancer=worker).select_related("job").first()
        if running is not None and running.job_id != job.pk:
            raise TimerRuns(job=running.job.title, number=running.job_id)
        return running or _start(actor, _locked(job), worker, memo)


def _locked(job: Job) -> Job:
    """The job, so locked that no timer starts on it while it is paused or ended, nor the other way round."""
    return Job.objects.select_for_update(no_key=True).get(pk=job.pk)


def _start(actor: Actor, job: Job, worker: Party, memo: str) -> PageTimer:
    at = actor.at.replace(microsecond=0)
    if job.stage != JobStage.WORKING:
        raise InvalidState
    check_job(job, at + SECOND)
    latest = TimeSpan.objects.filter(job__freelancer=worker, ended_at__gt=at).order_by("-ended_at").first()
    at = latest.ended_at if latest else at
    weeks = JobWeek.objects.whole().filter(job=job, stage__in=TO_WORK)
    if not weeks.filter(starts_at__lte=at, ends_at__gt=at).exists():
        raise TimeOutside
    timer = PageTimer.objects.create(
        freelancer=worker,
        job=job,
        ref=identifiers.new(),
        memo=clean_text(memo),
        started_at=at,
        recorded_to=at,
        seen_at=at,
    )
    schedule(CHECK, timer.pk, at=timer.times.next_check)
    return timer


def beat(person: Person, at: datetime) -> PageTimer | None:
    """Note that a page of a person is open; gives the timer that runs, None if none does."""
    timer = timer_of(person)
    if timer is None or timer.times.is_lost(at) or timer.stops_at is not None:
        if timer is not None:
            auto_check(str(timer.pk), at)
        return None
    PageTimer.objects.filter(pk=timer.pk, seen_at__lt=at).update(seen_at=at)
    return timer


def timer_of(person: Person) -> PageTimer | None:
    """The timer of a person, on whatever job it runs."""
    timer: PageTimer | None = (
        PageTimer.objects.filter(freelancer__person=person).select_related("job").first()
    )
    return timer


@act(entries.TIMED, Side.FREELANCER)
def stop_timer(context: JobContext, timer: PageTimer) -> Facts:
    """Stop a timer and record its time; one that gave no sign of life for long ends at the last."""
    return _record(context, timer, pressed=True)


@act(entries.TIMED, Side.HOUSE)
def _record_running(context: JobContext, timer: PageTimer) -> Facts:
    """Record what a timer counted so far; one that was lost, or whose job stands still, is stopped."""
    return _record(context, timer, pressed=False)


def auto_check(subject: str, at: datetime) -> None:
    """Record the time of a timer each hour, and stop one that gave no sign of life."""
    timer = PageTimer.objects.select_related("job").filter(pk=int(subject)).first()
    if timer is None:
        return
    if timer.times.next_check <= at:
        key = identifiers.derived(timer.ref, f"record {timer.recorded_to} {timer.times.next_check}")
        _record_running(Actor(HOUSE, at, key), timer)
    else:
        schedule(CHECK, timer.pk, at=timer.times.next_check)


def running_in(week: JobWeek) -> QuerySet[PageTimer]:
    """The timer that has time in a week which is not recorded yet."""
    return PageTimer.objects.filter(job=week.job_id, recorded_to__lt=week.ends_at)


def record_running_in(week: JobWeek, at: datetime) -> None:
    """Record what a timer counted in a week before its timesheet is submitted."""
    for timer in running_in(week).select_related("job"):
        key = identifiers.derived(timer.ref, f"submit {week.submits_at}")
        _record_running(Actor(HOUSE, at, key), timer)


def stop_with_job(context: JobContext) -> None:
    """Let no timer count on after this act, which pauses or ends the job."""
    _locked(context.job)
    _stop(PageTimer.objects.filter(job=context.job), context.at)


def stop_of(person: UUID, at: datetime) -> None:
    """Let the timer of a person count on no more after a time; none starts until the caller is done."""
    list(Party.objects.filter(person=person).select_for_update(no_key=True))
    _stop(PageTimer.objects.filter(freelancer__person=person), at)


def _stop(timers: QuerySet[PageTimer], at: datetime) -> None:
    for timer in timers.filter(stops_at=None):
        timer.stops_at = at
        timer.save(update_fields=["stops_at"])
        schedule(CHECK, timer.pk, at=at)


def _record(context: JobContext, timer: PageTimer, *, pressed: bool) -> Facts:
    """Add what was counted since the last time, and go on or remove the timer."""
    end, state = timer.times.counted(context.at, pressed=pressed)
    locked_freelancer(context.job)
    rows = []
    if end > timer.recorded_to:
        rows = add_spans(context, [(Span(timer.recorded_to, end), timer.memo)], TimeSource.ON_PAGE)
    if state is TimerState.RUNS:
        timer.recorded_to = end
        timer.save(update_fields=["recorded_to"])
        schedule(CHECK, timer.pk, at=timer.times.next_check)
    else:
        cancel(CHECK, timer.pk)
        timer.delete()
    return {"spans": [row.facts() for row in rows], "removed": [], "timer": state}
