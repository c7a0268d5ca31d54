"""Jobs and people by what they are called: numbers, titles and names, among the jobs of one person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from handsel.people.models import Person
from handsel.search.queries import TERMS_MAX
from handsel.search.tokens import tokens
from handsel.work.jobs.lifecycle import CLOSED
from handsel.work.jobs.models import Job, JobQuerySet

JOBS_READ = 2000
"""How many jobs of a person, the newest, are looked through."""
NAMES_KEPT = 5000
_NUMBER = re.compile(r"(?:job\s*)?(?:#|№|no\.?)?\s*([0-9]{1,12})", re.IGNORECASE)


@dataclass(frozen=True)
class NamedMatches:
    """Jobs, the newest first, and people, by name, as many as are shown; `job_count` counts all matches."""

    jobs: Sequence[Job] = ()
    people: Sequence[Person] = ()
    job_count: int = 0


class NameQuery:
    """What somebody typed: each of its words begins a word of a name. Without anything typed, all match."""

    def __init__(self, text: str) -> None:
        self.number = job_number(text)
        self.words = [f" {word}" for word in dict.fromkeys(tokens(text))][:TERMS_MAX]
        self.is_nothing = bool(text.strip()) and not self.words

    def matches(self, names: str) -> bool:
        """Whether something is called so; nothing is called by signs alone."""
        parts = _parts(names)
        return not self.is_nothing and all(word in parts for word in self.words)


@dataclass(frozen=True)
class NamedJob:
    """What a job is called, read without the rest of it; `other` is the person on the other side."""

    number: int
    title: str
    is_closed: bool
    other: UUID | None
    name: str

    def is_meant(self, query: NameQuery) -> bool:
        """Whether it is called so by number, title or other side."""
        return self.number == query.number or query.matches(f"{self.title} {self.name}")


def named_matches(person: Person, text: str, *, jobs_max: int, people_max: int) -> NamedMatches:
    """Jobs called so by number, title or other side, and people by name; without words, the newest jobs."""
    mine = Job.objects.of(person).order_by("-id")
    query = NameQuery(text)
    if not query.words:
        jobs = list(mine.with_people()[:jobs_max]) if not query.is_nothing else []
        return NamedMatches(jobs, job_count=len(jobs))
    named = named_jobs(person, mine)
    numbers = [job.number for job in named if job.is_meant(query)]
    people = {job.other: job.name for job in named if job.other and query.matches(job.name)}
    return NamedMatches(
        list(mine.with_people().filter(pk__in=numbers[:jobs_max])),
        list(
            Person.objects.filter(pk__in=sorted(people, key=people.__getitem__)[:people_max]).order_by("name")
        ),
        len(numbers),
    )


def named_jobs(person: Person, jobs: JobQuerySet) -> list[NamedJob]:
    """The newest of a person's jobs with what they are called; an invited freelancer by their email."""
    sides = ("client__person", "client__person__name", "freelancer__person", "freelancer__person__name")
    rows = jobs.values_list("pk", "title", "stage", "invited_email", *sides)[:JOBS_READ]
    return [_named_job(person, *row) for row in rows]


def _named_job(person: Person, number: int, title: str, stage: str, email: str, *sides: Any) -> NamedJob:
    client, client_name, freelancer, freelancer_name = sides
    other: tuple[UUID | None, str] = (None, email)
    if client != person.pk:
        other = (client, client_name)
    elif freelancer and freelancer != person.pk:
        other = (freelancer, freelancer_name)
    return NamedJob(number, title, stage in CLOSED, *other)


def people_of(person: Person) -> QuerySet[Person]:
    """Everybody in any job of this person, who is one of them, by name."""
    mine = Job.objects.of(person)
    of_mine = Q(party__jobs_given__in=mine) | Q(party__jobs_done__in=mine)
    return Person.objects.filter(of_mine).distinct().order_by("name")


def other_person(person: Person, job: Job) -> Person | None:
    """The other side of a job of this person; None while nobody joined, or where one is both sides."""
    sides = [party.person for party in (job.client, job.freelancer) if party]
    return next((other for other in sides if other.pk != person.pk), None)


def job_number(text: str) -> int | None:
    """The number of a job as people type it: `31`, `#31` or `job 31`."""
    typed = _NUMBER.fullmatch(text.strip())
    return int(typed[1]) if typed else None


@lru_cache(NAMES_KEPT)
def _parts(names: str) -> str:
    """The words of a name, each behind a blank. Cutting them costs most, and the same names come again."""
    return "".join(f" {part}" for part in tokens(names))
