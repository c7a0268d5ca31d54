"""The audit's slow part in entries a second, against reading and hashing the same rows without Django."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from hashlib import sha256

from django.db import connection

from bench.trial import Contender, Row, Scale, Trial
from handsel.config import rebuild
from handsel.people.models import Person
from handsel.record import audit
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.workroom.posting import post
from tests import factories

ENTRIES, ENTRIES_QUICK, JOBS = 10_000, 1_000, 20
WORDS = "The plan is fine, and here is what I would change in the second part of it. " * 4


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    """Messages posted as people post them, so that every hash is real."""
    client = Person.objects.create_user("client@bench.example", name="Client", works=False)
    freelancer = Person.objects.create_user("freelancer@bench.example", name="Freelancer", hires=False)
    jobs = [factories.bound(client, freelancer, 100) for _ in range(JOBS)]
    for number in range(ENTRIES_QUICK if scale.quick else ENTRIES):
        post(Actor(client.pk), jobs[number % JOBS], words=f"{number} {WORDS}", files=[])
    count = Entry.objects.count()
    ways = {"chains": _chains, "rebuild": _rebuild, "raw": _raw}
    yield {name: partial(_rate, way, count) for name, way in ways.items()}


def _rate(way: Callable[[], None], count: int) -> float:
    began = time.perf_counter()
    way()
    return count / (time.perf_counter() - began)


def _chains() -> None:
    """Every hash of every chain, and that contents match."""
    list(audit.checks())


def _rebuild() -> None:
    """Every table against what the record adds up to."""
    rebuild.tallies()


def _raw() -> None:
    """The same columns read in order, and their bytes hashed once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, e.previous, e.kind, e.actor, e.at, e.commitment, e.hash, c.salt, c.text"
            " FROM record_entry e JOIN record_entrycontent c ON c.entry_id = e.id"
            " ORDER BY e.chain_id, e.number"
        )
        for row in cursor:
            sha256(b"".join(_bytes(cell) for cell in row))


def _bytes(cell: object) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


TRIALS = tuple(
    Trial(
        name=f"audit-{database}",
        database=database,
        stage=_stage,
        rows=(
            Row("entries a second whose hashes the audit checks", "chains", "", 20_000, is_aim=True),
            Row("entries a second folded and compared", "rebuild", "", 20_000, is_aim=True),
            Row("hashes checked against rows read and hashed raw", "chains", "raw", 0.1, is_aim=True),
        ),
    )
    for database in ("sqlite", "postgresql")
)
