"""Data for trials: 200,000 entries in 200 jobs, ten times as many in one Workroom as in any other."""

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate, count

from bench.house import analyze
from handsel.kernel import clock, identifiers
from handsel.kernel.json import Facts
from handsel.people.models import Person
from handsel.record.models import Chain, Entry, EntryContent
from handsel.search import models
from handsel.search.document import index_document
from handsel.search.groups import bits_of
from handsel.search.sort_key import place_of
from handsel.work.jobs.models import Job
from handsel.work.workroom.entries import MESSAGE
from handsel_verify.canonical import canonical
from tests import factories

JOBS = 200
OFTENER = 10
"""How many entries the first job gets for each entry of another."""
CHUNK = 2_000
WORDS = 20_000
COMMON, RARE = "agreed", "zyzzyva"
RARELY = 5_000


def fill(entries: int) -> tuple[Person, list[Job]]:
    """Create jobs of one client and fill them, so that a search in all jobs covers all entries."""
    client = Person.objects.create_user("client@bench.example", name="Client", works=False)
    freelancers = [
        Person.objects.create_user(f"f{n}@bench.example", name=f"Freelancer {n}", hires=False)
        for n in range(20)
    ]
    jobs = [factories.bound(client, freelancers[n % 20], 100) for n in range(JOBS)]
    _fill([jobs[0]] * (OFTENER - 1) + jobs, entries)
    analyze()
    return client, jobs


def _fill(turns: list[Job], entries: int) -> None:
    """Post messages to jobs in turn, a minute apart, with Zipf-distributed words."""
    chains = {chain.subject: chain for chain in Chain.objects.filter(kind=Chain.Kind.JOB)}
    messages = _messages()
    start = clock.now() - timedelta(minutes=entries)
    for first in range(0, entries, CHUNK):
        made = []
        for nth in range(first, first + CHUNK):
            job = turns[nth % len(turns)]
            entry = _entry(chains[job.uuid], job)
            entry.at = start + timedelta(minutes=nth)
            entry.content = EntryContent(entry=entry, salt=bytes(32), text=canonical(next(messages)).decode())
            made.append((entry, job))
        _save(made)
    Chain.objects.bulk_update(chains.values(), ["size", "head"])


def _entry(chain: Chain, job: Job) -> Entry:
    """The next entry of a chain, with dummy hashes."""
    chain.size, chain.head = chain.size + 1, bytes(32)
    actor = (job.client if chain.size % 2 else job.sides()[1]).person_id
    facts = {"kind": MESSAGE, "actor": actor, "key": identifiers.new(), "request": b""}
    seal = {"previous": b"", "commitment": bytes(32), "hash": bytes(32)}
    return Entry(id=identifiers.new(), chain=chain, number=chain.size, **facts, **seal)


def _save(made: list[tuple[Entry, Job]]) -> None:
    Entry.objects.bulk_create(entry for entry, _ in made)
    EntryContent.objects.bulk_create(entry.content for entry, _ in made)
    models.IndexedEntry.objects.bulk_create(_row(entry, job) for entry, job in made)


def _row(entry: Entry, job: Job) -> models.IndexedEntry:
    words, groups = index_document(entry, job)
    place = place_of(entry.at, number=entry.number, job=job.pk)
    return models.IndexedEntry(id=place, entry=entry, job=job, groups=bits_of(groups), words=words)


def _messages() -> Iterator[Facts]:
    """Messages of twenty words; half contain the common word, few the rare one."""
    chance = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    known = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(WORDS)]
    often = list(accumulate(1 / (place + 1) for place in range(WORDS)))
    for nth in count():
        words = chance.choices(known, cum_weights=often, k=20)
        words += [*[COMMON] * (nth % 2), *[RARE] * (nth % RARELY == 1)]
        yield {"files": [], "words": " ".join(words)}
