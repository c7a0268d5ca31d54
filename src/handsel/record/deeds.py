"""Doing an act so that it happens whole or not at all, once, and is on the record."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, OperationalError, connection, transaction

from handsel.due import bell
from handsel.kernel import clock, identifiers
from handsel.kernel.json import Facts, plain
from handsel.kernel.refusals import KeyReused
from handsel.record import news
from handsel.record.chains import Earlier, append, locked_end
from handsel.record.models import Chain, Entry
from handsel_verify.canonical import canonical

NOTICE = "notice"
"""The kind of the duty that goes with each entry: telling those whom it concerns."""

TRIES_MAX = 5
_RETRIED = {"40001", "40P01"}


@dataclass(frozen=True)
class By:
    """Who asks for an act (a person, or the house itself), when, and under which idempotency key."""

    actor: UUID
    at: datetime = field(default_factory=clock.now)
    key: UUID = field(default_factory=identifiers.new)


@dataclass(frozen=True)
class Deed:
    """One doing of an act: the identity of the entry that it will be, and who does it when."""

    id: UUID
    kind: str
    by: By

    @property
    def at(self) -> datetime:
        """When it is done; the only time that the body of an act may use."""
        return self.by.at

    def transfer_key(self, purpose: str) -> UUID:
        """The key of the one transfer of this deed with that purpose."""
        return identifiers.derived(self.id, purpose)


@dataclass(frozen=True)
class Asked:
    """What is asked for: the act's kind, the chain it goes on, and the request that a replay must match."""

    kind: str
    chain: Chain.Kind
    subject: UUID
    request: Facts

    def digest(self) -> bytes:
        """SHA-256 over what is asked for, by which a replay is known."""
        request = {"kind": self.kind, "subject": str(self.subject), "request": self.request}
        return sha256(canonical(request)).digest()


def enact(asked: Asked, by: By, body: Callable[[Deed], Facts]) -> Facts:
    """Do the act and append its entry in one transaction; answer a replay with what was recorded.

    Raises `KeyReused` when the same person sent other content under the same key, and whatever the body
    refuses with. What lost a race in the database is tried again, unless an outer transaction runs.
    """
    for attempt in range(TRIES_MAX):
        try:
            return _enact(asked, by, body)
        except (OperationalError, IntegrityError) as error:
            if not _lost(error) or connection.in_atomic_block or attempt == TRIES_MAX - 1:
                raise
            time.sleep(0.01 * 2**attempt * (1 + secrets.randbelow(100) / 100))
    raise AssertionError("unreachable")


def was_done(by: By) -> bool:
    """Whether this person did something under this key already, so that asking again is a replay."""
    return Entry.objects.filter(key=by.key, actor=by.actor).exists()


def _lost(error: Exception) -> bool:
    """Whether an act lost a race: a deadlock, or its key was used on another chain at the same moment."""
    return getattr(error.__cause__, "sqlstate", None) in _RETRIED or "entry_asked_once" in str(error)


def _enact(asked: Asked, by: By, body: Callable[[Deed], Facts]) -> Facts:
    with transaction.atomic():
        digest = asked.digest()
        end, earlier = locked_end(asked.chain, asked.subject, key=by.key, actor=by.actor)
        if earlier is not None:
            return _replay(earlier, digest)
        deed = Deed(identifiers.new(), asked.kind, by)
        content = plain(body(deed))
        assert isinstance(content, dict)
        append(end, _entry(deed, digest), content, duty=NOTICE)
        transaction.on_commit(bell.ring)
        transaction.on_commit(news.ring)
        return content


def _replay(earlier: Earlier, digest: bytes) -> Facts:
    if earlier.request != digest:
        raise KeyReused
    return earlier.facts


def _entry(deed: Deed, digest: bytes) -> Entry:
    by = deed.by
    return Entry(id=deed.id, kind=deed.kind, actor=by.actor, at=by.at, key=by.key, request=digest)
