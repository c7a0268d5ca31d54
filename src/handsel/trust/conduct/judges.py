"""Who could answer an appeal: the operators who are no side of the job and took no part in the decision."""

from collections.abc import Set as AbstractSet
from uuid import UUID

from handsel.trust.conduct.models import ConductDecision


def could_answer(decision: ConductDecision, operators: AbstractSet[UUID]) -> bool:
    """Whether one of the operators takes no part in a decision and its job."""
    job = decision.job
    sides = {party.person_id for party in (job.client, job.freelancer) if party}
    return bool(operators - sides - set(deciders(decision)))


def deciders(decision: ConductDecision) -> tuple[UUID, ...]:
    """The operators who made a decision: one, or two."""
    both = (decision.decided_by, decision.confirmed_by)
    return tuple(operator for operator in both if operator is not None)
