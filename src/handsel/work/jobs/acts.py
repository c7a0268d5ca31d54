"""How an act on a job runs: once, in one transaction, with the job locked, and on the record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from handsel.kernel.calendar import Calendar
from handsel.kernel.json import Facts, plain
from handsel.kernel.refusals import NotFound
from handsel.people.calendars import house_calendar
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.kinds import EntryKind
from handsel.record.models import Chain
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import JobClosed


class BelongsToJob(Protocol):
    """What an act is done on: a job, or a row that belongs to one."""

    pk: Any

    @property
    def job(self) -> Any:
        """The job it belongs to, or is."""


S = TypeVar("S", bound=BelongsToJob)
P = ParamSpec("P")


@dataclass(frozen=True)
class JobContext(ActionContext):
    """The context of one act on a job: also the side it is done from, and the calendar."""

    job: Job
    side: Side
    calendar: Calendar

    def deadline(self, days: int) -> datetime:
        """When so many days from the act end, under the job's policy."""
        return self.job.deadline(self.at, days, self.calendar)


Body = Callable[Concatenate[JobContext, S, P], Facts]
Act = Callable[Concatenate[Actor, S, P], Facts]


def act(kind: EntryKind, *sides: Side, closed: bool = False) -> Callable[[Body[S, P]], Act[S, P]]:
    """Make an act of a body: called with an `Actor`, it runs on the fresh row with the job locked.

    Only the given sides may do it (others get `NotFound`), and only while the job is open, unless `closed`.
    What the body returns becomes the content of the entry and the result of the act.
    The arguments identify a replayed request, so each must be of a type that the record can store.
    """

    def decorate(body: Body[S, P]) -> Act[S, P]:
        @wraps(body)
        def wrapper(actor: Actor, subject: S, /, *args: P.args, **kwargs: P.kwargs) -> Facts:
            def run(context: ActionContext) -> Facts:
                fresh = _reload(subject)
                return body(_job_context(context, fresh.job, sides, closed=closed), fresh, *args, **kwargs)

            request = {"on": f"{type(subject).__name__} {subject.pk}", "with": plain([args, kwargs])}
            return perform(ActionSpec(kind, Chain.Kind.JOB, subject.job.uuid, request), actor, run)

        return wrapper

    return decorate


def _reload(subject: S) -> S:
    """The row as it is under the lock, with its job and both parties; raises `NotFound` if it is gone."""
    rows: Any = type(subject)
    row: S | None = rows.objects.for_act().filter(pk=subject.pk).first()
    if row is None:
        raise NotFound
    return row


def _job_context(context: ActionContext, job: Job, sides: tuple[Side, ...], *, closed: bool) -> JobContext:
    side = job.side_of(context.actor.id)
    if side is None or side not in sides:
        raise NotFound
    if job.is_closed and not closed:
        raise JobClosed
    return JobContext(context.id, context.kind, context.actor, job, side, house_calendar())
