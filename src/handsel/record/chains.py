"""Lock and append to chains. Every action does this, so it takes only two statements."""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import F, Model

from handsel.bulk import insert_each, insert_values, update_values
from handsel.kernel.json import Facts
from handsel.kernel.named_sql import named_statements
from handsel.record.fact_text import fact_text
from handsel.record.models import Chain, Entry, EntryContent, PendingLeaf, SignedCheckpoint
from handsel.tasks.models import insert_tasks
from handsel_verify.canonical import canonical
from handsel_verify.leaves import EMPTY, SALT_BYTES, commitment_of_text, entry_hash_of_text


@dataclass(frozen=True)
class PriorResult:
    """The earlier action under the same key: the digest of its request, and its facts."""

    request: bytes
    facts: Facts


@dataclass(frozen=True)
class ChainEnd:
    """The end of a locked chain: its id, size, last hash and time, and when a checkpoint was last signed."""

    chain: UUID
    size: int
    head: bytes
    at: datetime | None
    signed_at: datetime | None


class _StoredContent(NamedTuple):
    """What is stored of an entry's content."""

    nonce: bytes
    salt: bytes
    text: str


def lock_chain(
    kind: Chain.Kind, subject: UUID, *, key: UUID, actor: UUID
) -> tuple[ChainEnd, PriorResult | None]:
    """Lock a subject's chain, created on first use, and look up the actor's earlier action under the key."""
    end, earlier = _end(subject, key, actor)
    if end is None:
        Chain.objects.get_or_create(subject=subject, defaults={"kind": kind, "head": EMPTY})
        end, earlier = _end(subject, key, actor)
        assert end is not None
    return end, earlier


def lock_chains_in_order(kind: Chain.Kind, subjects: Iterable[UUID]) -> None:
    """Lock the chains of these subjects, each created on first use, in the one order that all take them in.

    For an act that goes on to others' chains: two that need the same chains then never wait for each other.
    """
    for subject in sorted(set(subjects)):
        Chain.objects.get_or_create(subject=subject, defaults={"kind": kind, "head": EMPTY})
        Chain.objects.select_for_update().get(subject=subject)


def lock_free_chains(subjects: Iterable[UUID]) -> dict[UUID, ChainEnd]:
    """Lock the chains of these subjects but for those that somebody else has locked, without waiting."""
    rows = Chain.objects.filter(subject__in=subjects).order_by("id")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    chains = list(rows.values_list("pk", "subject", "size", "head"))
    last = Entry.objects.filter(chain__in=[pk for pk, *_ in chains], number=F("chain__size")).values_list(
        "chain_id", "at"
    )
    times = dict(last)
    signed = SignedCheckpoint.objects.order_by("-size").values_list("signed_at", flat=True).first()
    return {
        subject: ChainEnd(pk, size, bytes(head), times.get(pk), signed) for pk, subject, size, head in chains
    }


def append(end: ChainEnd, entry: Entry, content: Facts, *, task: str) -> None:
    """Append an entry and its content to its chain.

    Schedules a task of the given kind with the entry as its subject, due at once.
    """
    sealed = _seal(end, entry, canonical(content))
    row = {field.attname: getattr(entry, field.attname) for field in Entry._meta.concrete_fields}
    stored = {"nonce": sealed.nonce, "salt": sealed.salt, "text": sealed.text}
    values = _prepared(Entry, row) | _prepared(EntryContent, stored)
    values |= {"task": task, "task_subject": str(entry.id)}
    with connection.cursor() as cursor:
        for name, statement in named_statements(__file__, connection.vendor, "chains").items():
            if name != "end":
                cursor.execute(statement, values)


def append_each(appended: Sequence[tuple[ChainEnd, Entry, bytes]], *, task: str) -> None:
    """Append entries, each to a chain of its own, as `append` does it with one; given canonical content."""
    contents = [_seal(end, entry, text) for end, entry, text in appended]
    entries = [entry for _, entry, _ in appended]
    keys = [entry.pk for entry in entries]
    insert_each(entries)
    insert_values(
        EntryContent,
        entry=keys,
        nonce=[content.nonce for content in contents],
        salt=[content.salt for content in contents],
        text=[content.text for content in contents],
    )
    insert_values(PendingLeaf, entry=keys)
    insert_tasks((task, entry.pk, entry.at) for entry in entries)
    update_values(
        Chain,
        pk=[entry.chain_id for entry in entries],
        size=[entry.number for entry in entries],
        head=[entry.hash for entry in entries],
    )


def _seal(end: ChainEnd, entry: Entry, text: bytes) -> _StoredContent:
    """Set an entry's place in its chain, and what commits to its content."""
    nonce = secrets.token_bytes(SALT_BYTES)
    salt = salt_of(nonce, entry.key, bytes(entry.request))
    entry.chain_id, entry.number, entry.previous = end.chain, end.size + 1, end.head
    entry.commitment = commitment_of_text(salt, text)
    entry.hash = entry_hash_of_text(fact_text(entry.header()))
    return _StoredContent(nonce, salt, text.decode())


def salt_of(nonce: bytes, key: UUID, request: bytes) -> bytes:
    """The salt of an entry's content: random, and yet only that of an entry with this key and request."""
    return sha256(nonce + key.bytes + request).digest()


def _end(subject: UUID, key: UUID, actor: UUID) -> tuple[ChainEnd | None, PriorResult | None]:
    parameters = _prepared(Chain, {"subject": subject}) | _prepared(Entry, {"key": key, "actor": actor})
    with connection.cursor() as cursor:
        cursor.execute(named_statements(__file__, connection.vendor, "chains")["end"], parameters)
        chain, size, head, at, signed_at, request, facts = cursor.fetchone()
    times = _instant(at), _instant(signed_at)
    end = ChainEnd(UUID(str(chain)), size, bytes(head), *times) if chain else None
    return end, PriorResult(bytes(request), json.loads(facts)) if request else None


def _instant(value: datetime | str | None) -> datetime | None:
    """A time as the database gives it: SQLite has a text, in UTC."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at


def _prepared(model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Column values, converted for this database."""
    here = connections[DEFAULT_DB_ALIAS]
    fields: Any = model._meta
    return {name: fields.get_field(name).get_db_prep_save(value, here) for name, value in values.items()}
