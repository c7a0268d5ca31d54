"""Who did things: the sides of a job, the house, operators; how they look, and what they were called then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from handsel.kernel.identifiers import HOUSE
from handsel.look.signs import Face, Stranger
from handsel.people.models import Person
from handsel.work.jobs.models import Job


@dataclass(frozen=True)
class Doer:
    """Whoever did something: how they look today, and what they were called then."""

    face: Face
    name: str

    @property
    def now(self) -> str:
        """What they are called today, where it is something else."""
        return "" if self.face.name == self.name else self.face.name


@dataclass(frozen=True)
class Cast:
    """Everybody who did something."""

    faces: Mapping[UUID, Face]

    def doer(self, actor: UUID, at: datetime) -> Doer:
        """Who did something at a time."""
        face = self.faces[actor]
        return Doer(face, face.name_at(at) if isinstance(face, Person) else face.name)


def cast_in(job: Job, actors: Iterable[UUID]) -> Cast:
    """Who did things in a job: its sides, the house, and operators."""
    return cast_of(actors, _sides(job))


def cast_of(actors: Iterable[UUID], known: Mapping[UUID, Face]) -> Cast:
    """Everybody who did something: those that are known, and one query for the others."""
    faces: dict[UUID, Face] = {HOUSE: Stranger(settings.HOUSE_NAME), **known}
    strangers = [actor for actor in actors if actor not in faces]
    if strangers:
        faces |= {person.pk: person for person in Person.objects.filter(pk__in=strangers)}
    return Cast(faces)


def _sides(job: Job) -> dict[UUID, Face]:
    parties = [job.client, *([job.freelancer] if job.freelancer else [])]
    return {party.person_id: party.person for party in parties}
