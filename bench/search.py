"""Searching with 200,000 entries in the house: the first page of results against 100 ms."""

import random
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import accumulate, count, islice

from django.test import Client
from django.urls import reverse

from bench.house import measure_tables
from bench.trial import Contender, Row, Scale, Trial
from handsel.kernel import clock, identifiers
from handsel.kernel.json import Facts
from handsel.people.models import Person
from handsel.record.models import Chain, Entry, EntryContent
from handsel.search import models
from handsel.search.composing import composed
from handsel.search.groups import bits_of
from handsel.search.places import place_of
from handsel.work.jobs.models import Job
from handsel.work.workroom.posting import MESSAGE
from handsel_verify.canonical import canonical
from tests import making

ENTRIES, ENTRIES_QUICK = 200_000, 20_000
JOBS = 200
CHUNK = 2_000
LIMIT_MS = 100.0
WORDS = 20_000
COMMON, RARE = "agreed", "zyzzyva"
RARELY = 5_000


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    """One client gives every job, so that what is found in all of them is found in the whole house."""
    client = Person.objects.create_user("client@bench.example", name="Client", works=False)
    freelancers = [
        Person.objects.create_user(f"f{n}@bench.example", name=f"Freelancer {n}", hires=False)
        for n in range(20)
    ]
    jobs = [making.bound(client, freelancers[n % 20], 100) for n in range(JOBS)]
    _fill(jobs, ENTRIES_QUICK if scale.quick else ENTRIES)
    measure_tables()
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(client)
    rooms, everywhere = reverse("workroom", args=[jobs[0].pk]), reverse("search")
    asked = {
        "a common word": COMMON,
        "a rare word": RARE,
        "a begun word": "agre",
        "two words": f"{RARE} {COMMON}",
    }
    contenders: dict[str, Contender] = {"limit": lambda: LIMIT_MS}
    for what, line in asked.items():
        contenders[f"Workroom, {what}"] = partial(_milliseconds, browser, rooms, line)
        contenders[f"all jobs, {what}"] = partial(_milliseconds, browser, everywhere, line)
    yield contenders


def _fill(jobs: list[Job], entries: int) -> None:
    """Messages in every job by turns, a minute apart, of words of which some are said far more often."""
    chains = {chain.subject: chain for chain in Chain.objects.filter(kind=Chain.Kind.JOB)}
    messages = _messages()
    start = clock.now()
    numbers = {job.pk: count(chains[job.uuid].size + 1) for job in jobs}
    for first in range(0, entries, CHUNK):
        made = []
        for nth in range(first, first + CHUNK):
            job = jobs[nth % len(jobs)]
            entry = _entry(chains[job.uuid], next(numbers[job.pk]), job)
            entry.at = start + timedelta(minutes=nth)
            entry.content = EntryContent(entry=entry, salt=bytes(32), text=canonical(next(messages)).decode())
            made.append((entry, job))
        _keep(made)


def _entry(chain: Chain, number: int, job: Job) -> Entry:
    actor = (job.client if number % 2 else job.sides()[1]).person_id
    facts = {"kind": MESSAGE, "actor": actor, "key": identifiers.new(), "request": b""}
    seal = {"previous": b"", "commitment": bytes(32), "hash": bytes(32)}
    return Entry(id=identifiers.new(), chain=chain, number=number, **facts, **seal)


def _keep(made: list[tuple[Entry, Job]]) -> None:
    Entry.objects.bulk_create(entry for entry, _ in made)
    EntryContent.objects.bulk_create(entry.content for entry, _ in made)
    models.Row.objects.bulk_create(_row(entry, job) for entry, job in made)


def _row(entry: Entry, job: Job) -> models.Row:
    words, groups = composed(entry, job)
    place = place_of(entry.at, number=entry.number, job=job.pk)
    return models.Row(id=place, entry=entry, job=job, groups=bits_of(groups), words=words)


def _messages() -> Iterator[Facts]:
    """Twenty words each; half of them have the common one, and few the rare one."""
    chance = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    known = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(WORDS)]
    often = list(accumulate(1 / (place + 1) for place in range(WORDS)))
    for nth in count():
        said = chance.choices(known, cum_weights=often, k=20)
        said += [*[COMMON] * (nth % 2), *[RARE] * (nth % RARELY == 1)]
        yield {"files": [], "words": " ".join(said)}


def _milliseconds(browser: Client, address: str, line: str) -> float:
    times = []
    for _ in islice(count(), 5):
        began = time.perf_counter()
        answer = browser.get(address, {"q": line})
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.status_code
    return sorted(times)[len(times) // 2]


def _rows() -> Iterator[Row]:
    for what in ("a common word", "a rare word", "a begun word", "two words"):
        for where in ("Workroom", "all jobs"):
            name = f"{where}, {what}"
            yield Row(f"search, {name}, against {LIMIT_MS:.0f} ms", name, "limit", 1, at_most=True)


TRIALS = tuple(
    Trial(name=f"search-{database}", database=database, stage=_stage, rows=tuple(_rows()), unit=" ms")
    for database in ("sqlite", "postgresql")
)
