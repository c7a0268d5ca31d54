"""How an act on a job runs: once, in one transaction, with the job locked, and on the record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from uuid import UUID

from handsel.kernel.calendar import Calendar
from handsel.kernel.json import Facts, Json, plain
from handsel.kernel.refusals import NotFound, Stale
from handsel.people.calendars import house_calendar
from handsel.people.models import Party
from handsel.people.suspension import refuse_beginning
from handsel.policy.models import Policy
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform, perform_each
from handsel.record.kinds import EntryKind
from handsel.record.models import Chain
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import BelongsToJobQuerySet, Job
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


def act(
    kind: EntryKind, *sides: Side, closed: bool = False, consent: str = ""
) -> Callable[[Body[S, P]], Act[S, P]]:
    """Make an act of a body: called with an `Actor`, it runs on the fresh row with the job locked.

    Only the given sides may do it (others get `NotFound`), and only while the job is open, unless `closed`;
    what begins something new, nobody who is suspended.
    What the body returns becomes the content of the entry and the result of the act.
    The arguments identify a replayed request, so each must be of a type that the record can store; all but
    the `consent`, by which somebody who was warned says that it shall be done all the same.
    """

    def decorate(body: Body[S, P]) -> Act[S, P]:
        @wraps(body)
        def wrapper(actor: Actor, subject: S, /, *args: P.args, **kwargs: P.kwargs) -> Facts:
            def run(context: ActionContext) -> Facts:
                fresh = _reload(subject)
                if fresh.job.uuid != subject.job.uuid:
                    raise Stale
                return body(_job_context(context, fresh.job, sides, closed=closed), fresh, *args, **kwargs)

            identifying = {name: value for name, value in kwargs.items() if name != consent}
            arguments = plain([args, identifying])
            spec = _spec(kind, type(subject), subject.pk, subject.job.uuid, arguments)
            return perform(spec, actor, run)

        return wrapper

    return decorate


def act_each(
    kind: EntryKind,
    rows: BelongsToJobQuerySet,
    requests: Mapping[Any, tuple[Actor, UUID]],
    *,
    still: Callable[[Any, datetime], bool],
    body: Callable[[Sequence[tuple[JobContext, Any]]], list[Facts]],
) -> set[Any]:
    """Do an act of the house on many rows in the caller's transaction, as `act` does it on one.

    Each request has the primary key of a row, who acts, and the job's UUID. It is done on the fresh rows of
    open jobs for which `still` holds under the lock. A row whose job is locked by somebody else, or had its
    turn here, is left. Returns the primary keys of all but those.
    """
    pks = {actor.key: pk for pk, (actor, _) in requests.items()}

    def run(contexts: list[ActionContext]) -> list[Facts | None]:
        chosen = [pks[context.actor.key] for context in contexts]
        fresh = _reload_each(rows, chosen)
        pairs = [
            (_house_context(context, row.job), row)
            for context, pk in zip(contexts, chosen, strict=True)
            if (row := fresh.get(pk)) and not row.job.is_closed and still(row, context.at)
        ]
        facts = dict(zip((context.id for context, _ in pairs), body(pairs), strict=True))
        return [facts.get(context.id) for context in contexts]

    nothing = plain([[], {}])
    specs = [(_spec(kind, rows.model, pk, job, nothing), actor) for pk, (actor, job) in requests.items()]
    return {pks[key] for key in perform_each(specs, run)}


def _reload_each(rows: BelongsToJobQuerySet, pks: Sequence[Any]) -> dict[Any, Any]:
    """Many rows as they are under the lock, with their jobs; policies and parties are read once."""
    fresh = {row.pk: row for row in rows.for_acts().filter(pk__in=pks)}
    jobs = [row.job for row in fresh.values()]
    policies = Policy.objects.in_bulk({job.policy_id for job in jobs})
    sides = {pk for job in jobs for pk in (job.client_id, job.freelancer_id)}
    parties = Party.objects.in_bulk(sides)
    for job in jobs:
        job.policy, job.client = policies[job.policy_id], parties[job.client_id]
        job.freelancer = parties.get(job.freelancer_id)
    return fresh


def _spec(kind: EntryKind, model: type, pk: Any, job: UUID, arguments: Json) -> ActionSpec:
    return ActionSpec(kind, Chain.Kind.JOB, job, {"on": f"{model.__name__} {pk}", "with": arguments})


def _house_context(context: ActionContext, job: Job) -> JobContext:
    return JobContext(context.id, context.kind, context.actor, job, Side.HOUSE, house_calendar())


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
    refuse_beginning(context.kind, context.actor.id, context.at)
    return JobContext(context.id, context.kind, context.actor, job, side, house_calendar())
