"""Audit: every chain is complete and unchanged, contents match commitments, and files are intact."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from handsel.kernel.audit import Check
from handsel.kernel.json import Facts
from handsel.kernel.progress import ProgressLine
from handsel.record.chains import salt_of
from handsel.record.entries import ERASED
from handsel.record.file_types import HEAD_BYTES, type_of
from handsel.record.models import Chain, Entry, Erasure, StoredFile
from handsel.record.scanning import bytes_of
from handsel_verify.chains import Link, Walk

ENTRIES_AT_ONCE = 500
"""How many entries are in memory, however long a chain is."""


def checks() -> Iterable[Check]:
    """Check chains, contents and stored files."""
    chain_faults, entries, progress = [], 0, ProgressLine("entries hashed")
    for chain in Chain.objects.order_by("pk").iterator():
        walk = Walk()
        chain_faults += [
            f"chain {chain.kind} {chain.subject}: {fault}"
            for fault in walk.faults_along(progress.watch(_links(chain)))
        ]
        entries += walk.place
        chain_faults += _end_faults(chain, walk)
        chain_faults += _request_faults(chain)
    progress.end()
    yield Check("every chain of the record is whole and unchanged", entries, chain_faults)
    yield _contents()
    yield _erasures()
    yield _files()


def _links(chain: Chain) -> Iterator[Link]:
    # An entry with its content as an object, and that with its entry, would be freed late, many together.
    for entry in _by_number(chain.entries.annotate(salt=F("content__salt"), text=F("content__text"))):
        is_there = entry.text is not None
        yield Link(
            header=entry.header(),
            hash=bytes(entry.hash),
            salt=bytes(entry.salt) if is_there else None,
            content=_facts_of(entry.text) if is_there else None,
        )


def _by_number(rows: QuerySet[Any, Any]) -> Iterator[Any]:
    """Entries in order, so many at a time: on PostgreSQL a query alone brings all rows at once."""
    batch = list(rows.order_by("number")[:ENTRIES_AT_ONCE])
    while batch:
        yield from batch
        batch = list(rows.order_by("number").filter(number__gt=batch[-1].number)[:ENTRIES_AT_ONCE])


def _facts_of(text: str) -> Facts:
    """The facts of an entry; text that holds none becomes facts that don't match the commitment."""
    try:
        facts = json.loads(text)
    except ValueError:
        facts = None
    return facts if isinstance(facts, dict) else {"unreadable": text}


def _end_faults(chain: Chain, walk: Walk) -> list[str]:
    if chain.size != walk.place:
        return [f"chain {chain.kind} {chain.subject}: says it has {chain.size} entries, but has {walk.place}"]
    if walk.place and bytes(chain.head) != walk.head:
        return [f"chain {chain.kind} {chain.subject}: its head is not its last entry"]
    return []


def _request_faults(chain: Chain) -> Iterator[str]:
    """The salt of an entry is one of its key and its request, unless it was erased; times run forwards."""
    before = None
    columns = ("number", "at", "key", "request", "content__nonce", "content__salt")
    rows = chain.entries.values_list(*columns, named=True)
    for number, at, key, request, nonce, salt in _by_number(rows):
        if nonce is not None and salt_of(bytes(nonce), key, bytes(request)) != bytes(salt):
            yield f"chain {chain.kind} {chain.subject}: entry {number}: its key or its request was altered"
        if before is not None and at < before:
            yield f"chain {chain.kind} {chain.subject}: entry {number}: its time is before that of the last"
        before = at


def _erasures() -> Check:
    """Each erasure is one of an entry that says which other one of its chain it erased."""
    erased_by: dict[tuple[UUID, str], UUID] = {}
    for entry in Entry.objects.filter(kind=ERASED.name).select_related("content").iterator():
        facts = _facts_of(entry.content.text) if not entry.is_erased else {}
        erased_by[entry.chain_id, str(facts.get("entry"))] = entry.pk
    faults, rows = [], Erasure.objects.select_related("entry").order_by("pk")
    for row in rows.iterator():
        if erased_by.pop((row.entry.chain_id, str(row.entry.number)), None) != row.by:
            faults.append(f"{row} was not made by the entry {row.by}")
    faults += [f"entry {by} erased an entry that is not marked as erased" for by in erased_by.values()]
    return Check("every erasure is on the record", rows.count(), faults)


def _contents() -> Check:
    gone = Entry.objects.filter(content=None, erasure=None)
    faults = [f"entry {entry.pk}: its content is gone, but was never erased" for entry in gone]
    kept = Entry.objects.filter(content__isnull=False, erasure__isnull=False)
    faults += [f"entry {entry.pk}: it was erased, but its content is there" for entry in kept]
    return Check("every entry has its content, or was erased", Entry.objects.count(), faults)


def _files() -> Check:
    counted, faults, progress = 0, [], ProgressLine("files hashed")
    for file in progress.watch(StoredFile.objects.order_by("pk").iterator()):
        counted += 1
        place = bytes_of(file)
        if not place.exists() or place.stat().st_size != file.size:
            faults.append(f"file {file.sha256} is missing or has another size")
        elif _digest(place) != file.sha256:
            faults.append(f"file {file.sha256} has other bytes than were stored")
        elif file.finding and file.verdict != StoredFile.Verdict.INFECTED:
            faults.append(f"file {file.sha256} has a finding of the virus scan, but is not called infected")
        elif file.type and _type(place) != file.type:
            faults.append(f"file {file.sha256} is {_type(place)}, not {file.type}")
    progress.end()
    return Check("every stored file is there, byte for byte", counted, faults)


def _type(place: Path) -> str:
    with place.open("rb") as file:
        return type_of(file.read(HEAD_BYTES))


def _digest(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
