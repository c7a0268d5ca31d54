"""The list of all jobs of a person: by state, other side and words; the open ones soonest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from handsel.people.models import Person
from handsel.search.queries import LENGTH_MAX
from handsel.web.jobs.action_item import LAST
from handsel.web.jobs.action_items import action_items
from handsel.web.jobs.job_view import JobView, load_job_views
from handsel.web.jobs.next_step import next_step
from handsel.web.search.names import NameQuery, named_jobs
from handsel.work.jobs.lifecycle import CLOSED
from handsel.work.jobs.models import Job, JobQuerySet

SHOWN_IN_LIST = 30
TO_DO, OPEN_ONLY, CLOSED_ONLY = STATES = ("to-do", "open", "closed")


@dataclass(frozen=True)
class JobFilter:
    """Jobs by state (one of `STATES`, or any), with somebody, by number, title or name."""

    state: str = ""
    other: UUID | None = None
    words: str = ""


def parse_job_filter(params: Mapping[str, str]) -> JobFilter:
    """Parse a query string; invalid values are ignored."""
    state, other = params.get("show", ""), params.get("with", "")
    return JobFilter(
        state=state if state in STATES else "",
        other=_uuid(other),
        words=params.get("q", "").strip()[:LENGTH_MAX],
    )


def job_page(person: Person, job_filter: JobFilter, number: str | None) -> Page[JobView]:
    """A page of the jobs that pass the filter: open ones soonest first, then closed ones, newest first.

    Open jobs are sorted by what comes next, so all of them are loaded; closed ones only as far as shown.
    """
    matching = _matching(person, job_filter)
    if job_filter.state == TO_DO:
        waiting = [view for view in load_job_views(person, matching.open_jobs) if action_items([view])]
        return Paginator(sorted(waiting, key=soonest_first), SHOWN_IN_LIST).get_page(number)
    many = len(matching.open_jobs)
    page_obj: Page[Any] = Paginator(range(many + matching.closed_count), SHOWN_IN_LIST).get_page(number)
    start, stop = max(0, page_obj.start_index() - 1), page_obj.end_index()
    shown = matching.closed[max(0, start - many) : max(0, stop - many)]
    views = load_job_views(person, [*matching.open_jobs, *shown])
    rows = [*sorted(views[:many], key=soonest_first)[start:stop], *views[many:]]
    return Page(rows, page_obj.number, page_obj.paginator)


def soonest_first(job_view: JobView) -> tuple[bool, bool, int, datetime]:
    """The most overdue jobs first, unpaid work after the others; then by their next deadline."""
    late, step = job_view.late_milestone, next_step(job_view)
    is_unpaid = late is not None and job_view.is_unpaid(late)
    return late is None, is_unpaid, -job_view.most_late, step.until if step and step.until else LAST


@dataclass(frozen=True)
class _MatchingJobs:
    """The jobs that pass a filter: open ones, read, and closed ones, counted but not yet read."""

    open_jobs: list[Job]
    closed: JobQuerySet
    closed_count: int


def _matching(person: Person, job_filter: JobFilter) -> _MatchingJobs:
    mine, closed_count = Job.objects.of(person).with_people().order_by("-id"), None
    if job_filter.other:
        mine = mine.filter(Q(client__person=job_filter.other) | Q(freelancer__person=job_filter.other))
    if job_filter.words:
        query = NameQuery(job_filter.words)
        called = [job for job in named_jobs(person, mine) if job.is_meant(query)]
        mine = mine.filter(pk__in=[job.number for job in called])
        closed_count = sum(job.is_closed for job in called)
    closed = mine.filter(stage__in=CLOSED)
    if job_filter.state and job_filter.state != CLOSED_ONLY:
        return _MatchingJobs(list(mine.open()), closed.none(), 0)
    open_jobs = [] if job_filter.state == CLOSED_ONLY else list(mine.open())
    return _MatchingJobs(open_jobs, closed, closed.count() if closed_count is None else closed_count)


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
