"""A person's own deadlines, for their calendar: those of Home, in words that may leave the house.

A title has no name, no amount and no words of the other side, but the title of the job.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.kernel import identifiers
from handsel.web.jobs.action_items import action_items
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.milestone_next import due_next
from handsel.work.jobs.lifecycle import Side


@dataclass(frozen=True)
class Deadline:
    """What is to be done until when; a due day is read as that day, not as the midnight after it.

    `key` stays the same while the deadline moves.
    """

    key: str
    title: str
    href: str
    until: datetime
    day: date | None = None
    job: int = 0
    days_late: int = 0


def own_deadlines(job_views: list[JobView]) -> list[Deadline]:
    """The deadlines of what a person is to do or to deliver, soonest first, each once."""
    rows = [row for view in job_views for row in (*_to_do(view), *_deliveries(view))]
    by_key = {row.key: row for row in reversed(rows)}
    return sorted(by_key.values(), key=lambda row: (row.until, row.key))


def _to_do(job_view: JobView) -> Iterator[Deadline]:
    """The action items of a job that have an end, or are late."""
    for item in action_items([job_view]):
        step = item.next
        until = step and (step.until or (job_view.calendar.end_of(step.day) if step.day else None))
        if step and until:
            row = _deadline(job_view, item.button, item.href, until, step.day)
            yield replace(row, days_late=item.days_late)


def _deliveries(job_view: JobView) -> Iterator[Deadline]:
    """The funded milestones that the freelancer is to deliver, unless the job was ended."""
    if job_view.side is not Side.FREELANCER or not job_view.is_live or job_view.job.ended_by:
        return
    for row in job_view.open_milestones:
        step = due_next(job_view, row)
        if row.delivered_at is None and not row.to_fund and step.until:
            href = f"{reverse('reports', args=[job_view.job.pk])}#m{row.pk}"
            words = _("Deliver milestone {n}").format(n=row.position)
            deadline = _deadline(job_view, words, href, step.until, step.day)
            yield replace(deadline, days_late=job_view.days_late(row))


def _deadline(job_view: JobView, words: str, href: str, until: datetime, day: date | None) -> Deadline:
    title = _("{what}: {job}").format(what=words, job=job_view.job.title)
    key = str(identifiers.derived(job_view.job.uuid, f"deadline {href}"))
    return Deadline(key, title, href, until, day, job_view.job.pk)
