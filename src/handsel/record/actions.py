"""Perform actions: atomic, idempotent and recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from handsel.kernel import clock, identifiers
from handsel.kernel.json import Facts
from handsel.kernel.refusals import KeyReused
from handsel.record import change_signal
from handsel.record.chains import (
    ChainEnd,
    PriorResult,
    append,
    append_each,
    lock_chain,
    lock_free_chains,
)
from handsel.record.entry_time import entry_time
from handsel.record.fact_text import fact_text
from handsel.record.kinds import EntryKind
from handsel.record.lost_races import rerun_lost_races
from handsel.record.models import Chain, Entry
from handsel.tasks import wakeup

NOTICE = "notice"
"""The kind of task that follows each entry and notifies people."""


@dataclass(frozen=True)
class Actor:
    """Who performs an action (a person, or the house), when, and under which idempotency key."""

    id: UUID
    at: datetime = field(default_factory=clock.now)
    key: UUID = field(default_factory=identifiers.new)


@dataclass(frozen=True)
class ActionContext:
    """An action being performed: the id of its future entry, its kind and its actor."""

    id: UUID
    kind: str
    actor: Actor

    @property
    def at(self) -> datetime:
        """The time of the action; its body must use no other."""
        return self.actor.at

    def transfer_key(self, purpose: str) -> UUID:
        """The idempotency key of this action's transfer for a purpose."""
        return identifiers.derived(self.id, purpose)


@dataclass(frozen=True)
class ActionSpec:
    """An action to perform: its kind, its chain, and the request that a replay must match."""

    kind: EntryKind
    chain: Chain.Kind
    subject: UUID
    request: Facts

    def digest(self) -> bytes:
        """SHA-256 over the request, to detect replays."""
        request = {"kind": self.kind.name, "subject": str(self.subject), "request": self.request}
        return sha256(fact_text(request)).digest()


def perform(spec: ActionSpec, actor: Actor, body: Callable[[ActionContext], Facts]) -> Facts:
    """Run the action and append its entry in one transaction; a replay returns the recorded facts.

    Raises `KeyReused` if the actor sent other content under the same key, `ClockWrong` if the clock was set
    back, and the refusals of the body.
    Lost races in the database are retried, unless in an outer transaction.
    """
    return rerun_lost_races(lambda: _perform(spec, actor, body))


def perform_each(
    requests: Sequence[tuple[ActionSpec, Actor]], body: Callable[[list[ActionContext]], list[Facts | None]]
) -> set[UUID]:
    """Perform actions, each on a chain of its own, in the caller's transaction: all or none.

    `body` gets the contexts of those whose chain is free, in order, and gives the facts of each, or None
    where nothing is done. Returns the keys of the requests that need no further try.
    """
    done = _performed([actor for _, actor in requests])
    ends = lock_free_chains({spec.subject for spec, actor in requests if actor.key not in done})
    taken = []
    for spec, actor in requests:
        end = ends.pop(spec.subject, None)
        if end is not None:
            taken.append((end, spec, _context(spec, actor, end)))
    facts = body([context for _, _, context in taken])
    append_each(
        [
            (end, _entry(context, spec.digest()), spec.kind.checked_text(content))
            for (end, spec, context), content in zip(taken, facts, strict=True)
            if content is not None
        ],
        task=NOTICE,
    )
    _announce()
    return done | {context.actor.key for _, _, context in taken}


def was_performed(actor: Actor) -> bool:
    """Whether the actor used this key before, so that this is a replay."""
    return Entry.objects.filter(key=actor.key, actor=actor.id).exists()


def _perform(spec: ActionSpec, actor: Actor, body: Callable[[ActionContext], Facts]) -> Facts:
    with transaction.atomic():
        digest = spec.digest()
        end, earlier = lock_chain(spec.chain, spec.subject, key=actor.key, actor=actor.id)
        if earlier is not None:
            return _replay(earlier, digest)
        context = _context(spec, actor, end)
        content = spec.kind.check(body(context))
        append(end, _entry(context, digest), content, task=NOTICE)
        _announce()
        return content


def _context(spec: ActionSpec, actor: Actor, end: ChainEnd) -> ActionContext:
    at = entry_time(actor.at, previous=end.at, signed=end.signed_at)
    actor = actor if at == actor.at else replace(actor, at=at)
    return ActionContext(identifiers.new(), spec.kind.name, actor)


def _announce() -> None:
    """Wake the workers and the pages that are open, once this is committed."""
    transaction.on_commit(wakeup.wake)
    transaction.on_commit(change_signal.notify_change)


def _performed(actors: Sequence[Actor]) -> set[UUID]:
    """Which keys these actors used before."""
    keys = Entry.objects.filter(
        key__in=[actor.key for actor in actors], actor__in={actor.id for actor in actors}
    )
    return set(keys.values_list("key", flat=True))


def _replay(earlier: PriorResult, digest: bytes) -> Facts:
    if earlier.request != digest:
        raise KeyReused
    return earlier.facts


def _entry(context: ActionContext, digest: bytes) -> Entry:
    actor = context.actor
    return Entry.unsaved(
        id=context.id, kind=context.kind, actor=actor.id, at=actor.at, key=actor.key, request=digest
    )
