"""Where a chain ends, and how it grows. Every act passes here, so it takes two statements and no more."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model

from handsel.kernel.json import Facts
from handsel.kernel.named_sql import named_statements
from handsel.record.models import Chain, Entry, EntryContent
from handsel_verify.canonical import canonical
from handsel_verify.leaves import EMPTY, SALT_BYTES, commitment_of_text, entry_hash


@dataclass(frozen=True)
class PriorResult:
    """What somebody asked for before under the same key: its digest, and what was answered."""

    request: bytes
    facts: Facts


@dataclass(frozen=True)
class ChainEnd:
    """The end of a chain that is now locked: its identity, how long it is, and its last hash."""

    chain: UUID
    size: int
    head: bytes


def lock_chain(
    kind: Chain.Kind, subject: UUID, *, key: UUID, actor: UUID
) -> tuple[ChainEnd, PriorResult | None]:
    """Lock a subject's chain, begun when there is none, and find what the actor asked for under the key."""
    end, earlier = _end(subject, key, actor)
    if end is None:
        Chain.objects.get_or_create(subject=subject, defaults={"kind": kind, "head": EMPTY})
        end, earlier = _end(subject, key, actor)
        assert end is not None
    return end, earlier


def append(end: ChainEnd, entry: Entry, content: Facts, *, task: str) -> None:
    """Put an entry that knows what was done by whom at the end of its chain, with its content beside it.

    A duty of that kind comes with it, due at once: its subject is the entry.
    """
    salt, text = secrets.token_bytes(SALT_BYTES), canonical(content)
    entry.chain_id, entry.number, entry.previous = end.chain, end.size + 1, end.head
    entry.commitment = commitment_of_text(salt, text)
    entry.hash = entry_hash(entry.header())
    row = {field.attname: getattr(entry, field.attname) for field in Entry._meta.concrete_fields}
    values = _stored(Entry, row) | _stored(EntryContent, {"salt": salt, "text": text.decode()})
    values |= {"duty": task, "told": str(entry.id)}
    with connection.cursor() as cursor:
        for name, statement in named_statements(__file__, connection.vendor, "chains").items():
            if name != "end":
                cursor.execute(statement, values)


def _end(subject: UUID, key: UUID, actor: UUID) -> tuple[ChainEnd | None, PriorResult | None]:
    parameters = _stored(Chain, {"subject": subject}) | _stored(Entry, {"key": key, "actor": actor})
    with connection.cursor() as cursor:
        cursor.execute(named_statements(__file__, connection.vendor, "chains")["end"], parameters)
        chain, size, head, request, facts = cursor.fetchone()
    end = ChainEnd(UUID(str(chain)), size, bytes(head)) if chain else None
    return end, PriorResult(bytes(request), json.loads(facts)) if request else None


def _stored(model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a model's columns as this database takes them."""
    here = connections[DEFAULT_DB_ALIAS]
    fields: Any = model._meta
    return {name: fields.get_field(name).get_db_prep_save(value, here) for name, value in values.items()}
