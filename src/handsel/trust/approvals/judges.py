"""Which operators may take part in an act that takes two: those who are no side of its job."""

from collections.abc import Set as AbstractSet
from uuid import UUID

from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job


def operators_now() -> frozenset[UUID]:
    """The operators of the house who are neither suspended nor removed; one query."""
    return frozenset(Person.objects.operators(clock.now()).values_list("pk", flat=True))


def has_other_operator(job: Job, *, besides: UUID, barred: AbstractSet[UUID] = frozenset()) -> bool:
    """Whether an operator who is no side of the job, and not barred, could confirm what this one proposes."""
    partial = {party.person_id for party in (job.client, job.freelancer) if party}
    return bool(operators_now() - partial - barred - {besides})


def refuse_partial(operator: UUID, job: Job) -> None:
    """Raise `NotFound` for a side of the job, and for whoever is no operator (rules: disputes 4)."""
    if operator == HOUSE or job.side_of(operator) is not Side.HOUSE:
        raise NotFound
