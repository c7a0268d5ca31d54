"""Submitting the timesheet of a week: by the freelancer, or by itself on Monday (rules: hourly week 3)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from handsel.kernel import identifiers
from handsel.kernel.characters import is_blank
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.record.actions import Actor
from handsel.tasks.models import schedule
from handsel.work.hours import review
from handsel.work.hours.entries import sheets as entries
from handsel.work.hours.lifecycle import TO_WORK
from handsel.work.hours.models import JobWeek
from handsel.work.hours.planning import SUBMIT
from handsel.work.hours.refusals import (
    AlreadyHeld,
    HeldAgain,
    SupplementHeld,
    TimeRecorded,
    TimerRuns,
    WeekRuns,
    WeekSubmitted,
    WeekToCome,
)
from handsel.work.hours.submission import submit_each
from handsel.work.hours.timer import record_running_in, running_in
from handsel.work.jobs.acts import JobContext, act, act_each
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import ReasonMissing


@act(entries.SUBMITTED, Side.FREELANCER)
def submit_week(context: JobContext, week: JobWeek) -> Facts:
    """Submit the timesheet of a week that is over.

    Raises `WeekRuns` before, `WeekSubmitted` after, and `TimerRuns` while a timer still counts in it.
    """
    if week.stage not in TO_WORK:
        raise WeekSubmitted
    if week.ends_at > context.at:
        raise WeekRuns
    if running_in(week).exists():
        raise TimerRuns(job=context.job.title, number=context.job.pk)
    return {**submit_each([(context, week)])[0], "automatic": False}


@act(entries.HELD, Side.FREELANCER)
def hold_week(context: JobContext, week: JobWeek, *, reason: str) -> Facts:
    """Hold the timesheet of a week that has begun, a week longer at most, for a reason that the client reads.

    It is submitted by itself then, or by the freelancer before. Raises `WeekSubmitted`, `WeekToCome`,
    `AlreadyHeld`, `HeldAgain` for one that was reopened, `SupplementHeld`, and `ReasonMissing`.
    """
    if week.stage not in TO_WORK:
        raise WeekSubmitted
    if week.starts_at > context.at:
        raise WeekToCome
    if week.supplement:
        raise SupplementHeld
    if week.is_reopened:
        raise HeldAgain
    if week.held_at is not None:
        raise AlreadyHeld
    if is_blank(reason):
        raise ReasonMissing
    week.held_at, week.hold_reason = context.at, reason
    week.submits_at = review.held_until(week.monday, context.calendar)
    week.save(force_update=True)
    schedule(SUBMIT, week.pk, at=week.submits_at)
    return {**week.facts(), "reason": reason}


@act(entries.SUBMITTED, Side.FREELANCER)
def state_nothing(context: JobContext, week: JobWeek) -> Facts:
    """State that nothing was worked in a week that has begun: it closes, and its money returns at once.

    Raises `WeekSubmitted`, `WeekToCome`, `TimeRecorded` if it has time, and `TimerRuns` while a timer counts.
    """
    if week.stage not in TO_WORK:
        raise WeekSubmitted
    if week.starts_at > context.at:
        raise WeekToCome
    if running_in(week).exists():
        raise TimerRuns(job=context.job.title, number=context.job.pk)
    if week.spans.exists():
        raise TimeRecorded
    return {**submit_each([(context, week)])[0], "automatic": False}


@act(entries.SUBMITTED, Side.HOUSE)
def _submit_by_itself(context: JobContext, week: JobWeek) -> Facts:
    """Check again under the lock: it may have been submitted at the last moment."""
    if not _is_due(week, context.at):
        raise WeekSubmitted
    return _each_by_itself([(context, week)])[0]


def auto_submit(subject: str, at: datetime) -> None:
    """Submit the timesheet of a week when its Monday has come."""
    week = JobWeek.objects.select_related("job").get(pk=int(subject))
    if _is_due(week, at):
        record_running_in(week, at)
        _submit_by_itself(_house(week, at), week)


def open_weeks(job: Job, at: datetime) -> list[JobWeek]:
    """The weeks of a job that have begun and are not in review, the earliest first."""
    begun = JobWeek.objects.filter(job=job, stage__in=TO_WORK, starts_at__lte=at)
    return list(begun.select_related("job").order_by("starts_at", "supplement"))


def submit_for_removed(week: JobWeek, removal: UUID, at: datetime) -> None:
    """Submit the timesheet of a week whose freelancer was removed from the site, also before it is over."""
    record_running_in(week, at)
    _submit_open(Actor(HOUSE, at, identifiers.derived(removal, f"submit {week.ref}")), week)


@act(entries.SUBMITTED, Side.HOUSE)
def _submit_open(context: JobContext, week: JobWeek) -> Facts:
    if week.stage not in TO_WORK:
        raise WeekSubmitted
    return _each_by_itself([(context, week)])[0]


def _is_due(week: JobWeek, at: datetime) -> bool:
    return week.stage in TO_WORK and week.submits_at is not None and week.submits_at <= at


def auto_submit_each(subjects: Sequence[str], at: datetime) -> set[str]:
    """Submit the timesheets of many weeks at once; gives those that need no further try.

    A week in which a timer has time is left, and so is one whose job is locked by somebody else.
    """
    rows = JobWeek.objects.filter(pk__in=map(int, subjects))
    columns = rows.values_list("pk", "ref", "stage", "submits_at", "job__uuid", named=True)
    weeks: dict[int, Any] = {week.pk: week for week in columns}
    timed = set(rows.filter(job__timers__isnull=False).values_list("pk", flat=True))
    due = [pk for pk in map(int, subjects) if pk in weeks and _is_due(weeks[pk], at)]
    requests = {pk: (_house(weeks[pk], at), weeks[pk].job__uuid) for pk in due if pk not in timed}
    done = act_each(entries.SUBMITTED, JobWeek.objects.all(), requests, still=_is_due, body=_each_by_itself)
    return {str(pk) for pk in done | (weeks.keys() - set(due))}


def _each_by_itself(pairs: Sequence[tuple[JobContext, JobWeek]]) -> list[Facts]:
    return [{**facts, "automatic": True} for facts in submit_each(pairs)]


def _house(week: JobWeek, at: datetime) -> Actor:
    return Actor(HOUSE, at, identifiers.derived(week.ref, f"submit {week.submits_at}"))
