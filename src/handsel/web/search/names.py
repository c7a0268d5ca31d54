"""Jobs and people by what they are called: numbers, titles and names, among the jobs of one person."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from handsel.people.models import Person
from handsel.search.tokens import tokens
from handsel.work.jobs.models import Job

JOBS_READ = 2000
"""How many jobs of a person, the newest, are looked through."""
_NUMBER = re.compile(r"(?:job\s*)?(?:#|№|no\.?)?\s*([0-9]{1,12})", re.IGNORECASE)


@dataclass(frozen=True)
class NamedMatches:
    """Jobs, the newest first, and the people in any of one's jobs, by name."""

    jobs: Sequence[Job] = ()
    people: Sequence[Person] = ()


def named_matches(person: Person, text: str) -> NamedMatches:
    """Jobs called so by number, title or other side, and people by name; without words, all jobs."""
    words = tokens(text)
    jobs = list(Job.objects.of(person).with_people().order_by("-id")[:JOBS_READ])
    others = {other.pk: other for job in jobs if (other := other_person(person, job))}
    people = [other for other in others.values() if words and is_called(other.name, words)]
    return NamedMatches(jobs_called(person, jobs, text), sorted(people, key=lambda other: other.name))


def jobs_called(person: Person, jobs: Iterable[Job], text: str) -> list[Job]:
    """Those of a person's jobs that are called so by number, title or other side, in their order."""
    words, number = tokens(text), job_number(text)
    return [job for job in jobs if job.pk == number or is_called(_names(person, job), words)]


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


def is_called(names: str, words: Sequence[str]) -> bool:
    """Whether each of the words begins a word of the names."""
    parts = tokens(names)
    return all(any(part.startswith(word) for part in parts) for word in words)


def _names(person: Person, job: Job) -> str:
    """The title, and the other side's name; until an invited freelancer has joined, their email."""
    other = other_person(person, job)
    return f"{job.title} {other.name if other else job.invited_email}"
