"""Perform actions: atomic, idempotent and recorded."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import DatabaseError, transaction

from handsel.kernel import clock, identifiers
from handsel.kernel.json import Facts
from handsel.kernel.refusals import KeyReused
from handsel.record import change_signal
from handsel.record.chains import PriorResult, append, lock_chain
from handsel.record.entry_time import entry_time
from handsel.record.kinds import EntryKind
from handsel.record.lost_races import is_lost_race, rerun_lost_races
from handsel.record.models import Chain, Entry
from handsel.tasks import wakeup
from handsel_verify.canonical import canonical

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
        return sha256(canonical(request)).digest()


def perform(spec: ActionSpec, actor: Actor, body: Callable[[ActionContext], Facts]) -> Facts:
    """Run the action and append its entry in one transaction; a replay returns the recorded facts.

    Raises `KeyReused` if the actor sent other content under the same key, `ClockWrong` if the clock was set
    back, and the refusals of the body.
    Lost races in the database are retried, unless in an outer transaction.
    """
    return rerun_lost_races(lambda: _perform(spec, actor, body), lost=_is_retryable)


def was_performed(actor: Actor) -> bool:
    """Whether the actor used this key before, so that this is a replay."""
    return Entry.objects.filter(key=actor.key, actor=actor.id).exists()


def _is_retryable(error: DatabaseError) -> bool:
    """Whether to retry: after a deadlock, or if the key was used on another chain at the same moment."""
    return is_lost_race(error) or "entry_asked_once" in str(error)


def _perform(spec: ActionSpec, actor: Actor, body: Callable[[ActionContext], Facts]) -> Facts:
    with transaction.atomic():
        digest = spec.digest()
        end, earlier = lock_chain(spec.chain, spec.subject, key=actor.key, actor=actor.id)
        if earlier is not None:
            return _replay(earlier, digest)
        at = entry_time(actor.at, previous=end.at, signed=end.signed_at)
        context = ActionContext(identifiers.new(), spec.kind.name, replace(actor, at=at))
        content = spec.kind.check(body(context))
        append(end, _entry(context, digest), content, task=NOTICE)
        transaction.on_commit(wakeup.wake)
        transaction.on_commit(change_signal.notify_change)
        return content


def _replay(earlier: PriorResult, digest: bytes) -> Facts:
    if earlier.request != digest:
        raise KeyReused
    return earlier.facts


def _entry(context: ActionContext, digest: bytes) -> Entry:
    actor = context.actor
    return Entry(id=context.id, kind=context.kind, actor=actor.id, at=actor.at, key=actor.key, request=digest)
