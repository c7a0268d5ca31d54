"""Who can decide a dispute of a job: the operators who are no side of it, else the outside arbiter.

An arbiter who is a side, or an operator, is none (rules: disputes 4 and 7).
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.policy.rules import Rules
from handsel.work.jobs.models import Job


@dataclass(frozen=True)
class Judges:
    """How many operators could decide, and whether a side of the job is an operator."""

    count: int
    has_party: bool
    has_arbiter: bool = False

    @property
    def decides(self) -> str:
        """Who decides a dispute of the job: "operator", "arbiter", or nobody."""
        if self.count:
            return "operator"
        return "arbiter" if self.has_arbiter else ""


def judges_of(job: Job, rules: Rules | None = None, *, but: UUID | None = None) -> Judges:
    """The operators of the house and the arbiter, seen from a job; one query.

    `rules` are those of its policy, unless terms with others are shown; `but` is an operator who decided.
    """
    named = rules or job.policy.rules
    wanted = Q(is_operator=True, is_active=True) | Q(email__iexact=named.arbiter_email or None)
    people = list(Person.objects.filter(wanted))
    sides = {party.person_id for party in (job.client, job.freelancer) if party}
    operators = {person.pk for person in people if person.operates(clock.now())}
    is_outside = not any(
        person.email.casefold() == named.arbiter_email.casefold()
        and (person.is_operator or person.pk in sides)
        for person in people
    )
    has_arbiter = bool(named.arbiter_email) and is_outside
    return Judges(len(operators - sides - {but}), bool(operators & sides), has_arbiter)
