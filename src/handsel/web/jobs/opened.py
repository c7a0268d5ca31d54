"""Whether somebody reads a job as an operator who opened it."""

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.work.jobs.models import Job
from handsel.work.jobs.opening import opened_until


def is_opened_by(person: Person, number: int) -> bool:
    """Whether a person is an operator who may read the job of that number now; no query for others."""
    job = Job.objects.filter(pk=number).first() if person.operates(clock.now()) else None
    return job is not None and opened_until(person.pk, job, clock.now()) is not None
