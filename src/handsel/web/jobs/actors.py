"""Who acted: the sides of a job, the house, operators; with their current look and their name then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from handsel.kernel.identifiers import HOUSE
from handsel.people.models import Person
from handsel.ui.badges import Avatar, PlaceholderAvatar, hue_apart
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job, OutsideArbiter


@dataclass(frozen=True)
class RecolouredAvatar:
    """Somebody's avatar in a job where the other side has nearly their colour."""

    face: Avatar
    hue: int

    @property
    def name(self) -> str:
        """Their current name."""
        return self.face.name

    @property
    def picture(self) -> str:
        """The URL of their picture, or an empty string."""
        return self.face.picture


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
        known = face.face if isinstance(face, RecolouredAvatar) else face
        return ActorAt(face, known.name_at(at) if isinstance(known, Person) else known.name)


def side_avatars(job: Job) -> dict[Side, Avatar]:
    """The avatars of both sides on the pages of their job, never in nearly the same colour.

    The freelancer's gives way; until an invited freelancer has joined, it is that of their email.
    """
    client = job.client.person
    freelancer = job.freelancer.person if job.freelancer else PlaceholderAvatar(job.invited_email)
    hue = hue_apart(freelancer.hue, client.hue)
    shown = freelancer if hue == freelancer.hue else RecolouredAvatar(freelancer, hue)
    return {Side.CLIENT: client, Side.FREELANCER: shown}


def avatars_by_person(job: Job) -> dict[UUID, Avatar]:
    """The avatars of the sides that there are, by their persons."""
    avatars = side_avatars(job)
    parties = {side: job.party(side) for side in avatars}
    return {party.person_id: avatars[side] for side, party in parties.items() if party}


def actors_in(job: Job, actors: Iterable[UUID]) -> Actors:
    """The actors of a job: its sides, the house, and operators."""
    return actors_of(actors, avatars_by_person(job))


def actors_of(actors: Iterable[UUID], known: Mapping[UUID, Avatar]) -> Actors:
    """All these actors: the known ones, one query for the others, and another for arbiters."""
    faces: dict[UUID, Avatar] = {HOUSE: PlaceholderAvatar(settings.HOUSE_NAME), **known}
    strangers = [actor for actor in actors if actor not in faces]
    if strangers:
        faces |= {person.pk: person for person in Person.objects.filter(pk__in=strangers)}
    if outside := [actor for actor in strangers if actor not in faces]:
        rows = OutsideArbiter.objects.filter(pk__in=outside)
        faces |= {row.pk: PlaceholderAvatar(row.name) for row in rows}
    return Actors(faces)
