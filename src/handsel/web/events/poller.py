"""Polling the database for all listeners of this process."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import Error, close_old_connections, connections
from django.db.models import Max

from handsel.kernel import clock
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.models import Chain
from handsel.web.events.subscribers import Snapshot, Subscriber
from handsel.work.jobs.models import Job
from handsel.work.workroom.models import ReadMarker

log = logging.getLogger(__name__)
T = TypeVar("T")


def take_snapshot(listeners: Iterable[Subscriber]) -> Snapshot | None:
    """The current state for these listeners; None while the database is away."""
    people = {listener.person for listener in listeners}
    rooms = {listener.room for listener in listeners if listener.room is not None}
    return _query(
        lambda: Snapshot(
            _notices(people),
            _chain_sizes({room.subject for room in rooms}),
            _readings({room.job for room in rooms}),
        )
    )


def revoked(listeners: Iterable[Subscriber]) -> list[Subscriber]:
    """Listeners without access: signed out, deactivated, with a new password, or no longer in the job."""
    subscribers = list(listeners)

    def refused() -> list[Subscriber]:
        allowed = zip(subscribers, _allowed(subscribers), strict=True)
        return [subscriber for subscriber, may in allowed if not may]

    return _query(refused) or []


def close() -> None:
    """Close the connection of this thread."""
    connections.close_all()


def _allowed(listeners: list[Subscriber]) -> Iterable[bool]:
    sessions = Session.objects.filter(
        session_key__in={listener.session for listener in listeners}, expire_date__gt=clock.now()
    )
    open_ones = set(sessions.values_list("session_key", flat=True))
    people = Person.objects.filter(pk__in={listener.person for listener in listeners}, is_active=True)
    signs = {person.pk: person.get_session_auth_hash() for person in people}
    sides = _sides({listener.room.job for listener in listeners if listener.room is not None})
    for listener in listeners:
        signed_in = listener.session in open_ones and signs.get(listener.person) == listener.sign
        yield signed_in and (listener.room is None or listener.person in sides[listener.room.job])


def _sides(jobs: set[int]) -> dict[int, set[UUID]]:
    sides: dict[int, set[UUID]] = defaultdict(set)
    rows = Job.objects.filter(pk__in=jobs).values_list("pk", "client__person", "freelancer__person")
    for job, client, freelancer in rows if jobs else ():
        sides[job] = {client, freelancer}
    return sides


def _notices(people: set[UUID]) -> dict[UUID, str]:
    newest = dict(Notice.objects.filter(person__in=people).values_list("person").annotate(Max("id")))
    return {person: str(newest.get(person, "")) for person in people}


def _chain_sizes(subjects: set[UUID]) -> dict[UUID, int]:
    if not subjects:
        return {}
    return dict(Chain.objects.filter(subject__in=subjects).values_list("subject", "size"))


def _readings(jobs: set[int]) -> dict[int, dict[UUID, int]]:
    readings: dict[int, dict[UUID, int]] = defaultdict(dict)
    rows = ReadMarker.objects.filter(job__in=jobs).values_list("job", "person", "number")
    for job, person, number in rows if jobs else ():
        readings[job][person] = number
    return readings


def _query(read: Callable[[], T]) -> T | None:
    try:
        result = read()
    except Error as error:
        log.warning("the database did not answer: %s", error)
        connections.close_all()
        return None
    close_old_connections()
    return result
