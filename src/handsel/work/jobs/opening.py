"""An operator opens a job to read it, for a reason that both sides see (rules: record 3)."""

from datetime import datetime, timedelta
from uuid import UUID

from handsel.kernel.characters import is_blank, refuse_bidi_controls
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.record.models import Entry
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.entries import OPENED
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import ReasonMissing

OPEN_HOURS = 24
"""How long an operator may read a job that they opened."""


@act(OPENED, Side.HOUSE, closed=True)
def open_job(context: JobContext, job: Job, *, reason: str) -> Facts:
    """Let an operator who is neither side read the record of a job and its files for a day."""
    if context.actor.id == HOUSE:
        raise NotFound
    refuse_bidi_controls(reason)
    if is_blank(reason):
        raise ReasonMissing
    return {"reason": reason, "until": context.at + timedelta(hours=OPEN_HOURS)}


def opened_until(operator: UUID, job: Job, now: datetime) -> datetime | None:
    """Until when an operator may read a job that they opened; None if they may not. One query."""
    rows = Entry.objects.filter(chain__subject=job.uuid, kind=OPENED.name, actor=operator)
    last = rows.order_by("-number").values_list("at", flat=True).first()
    until = last + timedelta(hours=OPEN_HOURS) if last else now
    return until if until > now else None
