"""Who can decide a dispute of a job: the operators who are no side of it (rules: disputes 4)."""

from dataclasses import dataclass

from handsel.people.models import Person
from handsel.work.jobs.models import Job


@dataclass(frozen=True)
class Judges:
    """How many operators could decide, and whether a side of the job is an operator."""

    count: int
    has_party: bool


def judges_of(job: Job) -> Judges:
    """The operators of the house, seen from a job; one query."""
    sides = {party.person_id for party in (job.client, job.freelancer) if party}
    operators = set(Person.objects.filter(is_operator=True, is_active=True).values_list("pk", flat=True))
    return Judges(len(operators - sides), bool(operators & sides))
