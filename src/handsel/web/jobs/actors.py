"""Who acted: the sides of a job, the house, operators; with their current look and their name then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from handsel.kernel.identifiers import HOUSE
from handsel.people.models import Person
from handsel.ui.badges import Avatar, PlaceholderAvatar
from handsel.work.jobs.models import Job


@dataclass(frozen=True)
class ActorAt:
    """Somebody who acted: their current look, and their name at that time."""

    face: Avatar
    name: str

    @property
    def now(self) -> str:
        """Their current name, if it differs."""
        return "" if self.face.name == self.name else self.face.name


@dataclass(frozen=True)
class Actors:
    """Everybody who acted."""

    faces: Mapping[UUID, Avatar]

    def actor_at(self, actor: UUID, at: datetime) -> ActorAt:
        """The actor at a time."""
        face = self.faces[actor]
        return ActorAt(face, face.name_at(at) if isinstance(face, Person) else face.name)


def actors_in(job: Job, actors: Iterable[UUID]) -> Actors:
    """The actors of a job: its sides, the house, and operators."""
    return actors_of(actors, _sides(job))


def actors_of(actors: Iterable[UUID], known: Mapping[UUID, Avatar]) -> Actors:
    """All these actors: the known ones, and one query for the others."""
    faces: dict[UUID, Avatar] = {HOUSE: PlaceholderAvatar(settings.HOUSE_NAME), **known}
    strangers = [actor for actor in actors if actor not in faces]
    if strangers:
        faces |= {person.pk: person for person in Person.objects.filter(pk__in=strangers)}
    return Actors(faces)


def _sides(job: Job) -> dict[UUID, Avatar]:
    parties = [job.client, *([job.freelancer] if job.freelancer else [])]
    return {party.person_id: party.person for party in parties}
