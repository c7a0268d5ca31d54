"""The faces of those who did things: the sides of a job, the house, operators."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.conf import settings

from handsel.kernel.identifiers import HOUSE
from handsel.look.signs import Face, Stranger
from handsel.people.models import Person
from handsel.work.jobs.models import Job


def faces_of(actors: Iterable[UUID], known: Mapping[UUID, Face]) -> dict[UUID, Face]:
    """The face of everybody who did something: those that are known, and one query for the others."""
    faces: dict[UUID, Face] = {HOUSE: Stranger(settings.HOUSE_NAME), **known}
    strangers = [actor for actor in actors if actor not in faces]
    if strangers:
        faces |= {person.pk: person for person in Person.objects.filter(pk__in=strangers)}
    return faces


def faces_in(job: Job, actors: Iterable[UUID]) -> dict[UUID, Face]:
    """Who did things in a job: its sides, the house, and operators."""
    return faces_of(actors, _sides(job))


def _sides(job: Job) -> dict[UUID, Face]:
    parties = [job.client, *([job.freelancer] if job.freelancer else [])]
    return {party.person_id: party.person for party in parties}
