"""A wording as one person reads it."""

from dataclasses import replace

from handsel.people.models import Person
from handsel.record.wording import Wording
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job


def as_read_by(person: Person, wording: Wording, job: Job | None) -> Wording:
    """A wording as a person reads it, who is spoken to as a side of the job where it knows how."""
    if job is None:
        return wording
    is_client = job.client.person_id == person.pk
    is_about = wording.own_side == (Side.CLIENT if is_client else Side.FREELANCER)
    detail = (wording.to_client if is_client else wording.to_freelancer) or wording.detail
    return replace(wording, title=wording.own_title if is_about else wording.title, detail=detail)
