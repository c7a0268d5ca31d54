"""Who could answer an appeal: the operators who are no side of the job and did not decide."""

from collections.abc import Set as AbstractSet
from uuid import UUID

from handsel.people.models import Person
from handsel.trust.conduct.models import ConductDecision


def operators_now() -> frozenset[UUID]:
    """The operators of the house; one query."""
    return frozenset(Person.objects.filter(is_operator=True, is_active=True).values_list("pk", flat=True))


def could_answer(decision: ConductDecision, operators: AbstractSet[UUID]) -> bool:
    """Whether one of the operators takes no part in a decision and its job."""
    job = decision.job
    partial = {party.person_id for party in (job.client, job.freelancer) if party} | {decision.decided_by}
    return bool(operators - partial)
