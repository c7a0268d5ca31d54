"""What operators may not read in the record of the house: what others note and decide of their jobs."""

from functools import cache

from handsel.console.queues import find_item
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.trust.conduct.models import ConductDecision
from handsel.work.jobs.models import Job

WHY_WITHHELD = "it is about a matter in which its reader takes part"
"""What a bundle says of it; bundles are in English."""


class OwnMatters:
    """The matters of an operator's own jobs, as entries of the house name them."""

    def __init__(self, operator: Person) -> None:
        self._operator = operator
        self._is_readable = cache(self._find)

    def has(self, facts: Facts) -> bool:
        """Whether an entry with these facts is about such a matter: of a queue, a case, or a job."""
        if "queue" in facts and "item" in facts:
            return not self._is_readable(facts["queue"], facts["item"])
        if "case" in facts:
            return ConductDecision.objects.of(self._operator).filter(case=facts["case"]).exists()
        job = facts["approval_after"]["job"] if "approval_after" in facts else facts.get("job_uuid")
        return job is not None and Job.objects.of(self._operator).filter(uuid=job).exists()

    def why_withheld(self, facts: Facts | None) -> str:
        """Why a bundle leaves out the content of an entry; empty if it has it."""
        return WHY_WITHHELD if facts and self.has(facts) else ""

    def _find(self, queue: str, item: str) -> bool:
        try:
            find_item(self._operator, queue, item)
        except NotFound:
            return False
        return True
