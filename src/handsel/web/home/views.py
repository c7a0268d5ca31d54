"""Home and the list of jobs: action items, current jobs, and balances."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Exists, Subquery, Value
from django.http import HttpResponse
from django.shortcuts import render

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.trust.conduct.models import ConductDecision, removals_ahead
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.home.first_steps import first_steps
from handsel.web.home.job_list import job_page, parse_job_filter, soonest_first
from handsel.web.home.to_do import to_do_rows
from handsel.web.home.week_hours import JobWeekHours, job_hours, week_hours, weeks_now
from handsel.web.jobs.action_items import action_items, next_deadline
from handsel.web.jobs.claimed_jobs import with_claims
from handsel.web.jobs.dispute_next import disputed_badge
from handsel.web.jobs.header import avatar_of
from handsel.web.jobs.job_view import JobView, load_job_views
from handsel.web.jobs.next_step import next_step
from handsel.web.jobs.status import job_state, progress_bar
from handsel.web.jobs.week_hint import hint_time, week_hint
from handsel.web.jobs.weeks import price_words
from handsel.web.money.balances import balances
from handsel.web.search.names import people_of
from handsel.work.jobs.lifecycle import CLOSED
from handsel.work.jobs.models import Job, JobQuerySet
from handsel.work.workroom.read_state import unread

SHOWN_AT_HOME = 20
PEOPLE_SHOWN = 200


@page()
def home(request: AuthenticatedRequest) -> HttpResponse:
    """The action items of all open jobs, the soonest of these jobs, and the balances."""
    mine = Job.objects.of(request.user)
    counted = with_claims(mine).with_people().annotate(**_closed_counts(mine))
    open_jobs = list(counted.annotate(is_removal_ahead=Exists(removals_ahead(request.user))).order_by("-id"))
    closed, agreed = _closed(mine, open_jobs)
    job_views = load_job_views(request.user, open_jobs)
    job_views.sort(key=soonest_first)
    items, hours = action_items(job_views), _hours(job_views)
    context = {
        "now": clock.now(),
        "action_items": items,
        "to_do": to_do_rows(items),
        "late": sum(item.days_late > 0 for item in items),
        "next_deadline": next_deadline(job_views),
        "rows": job_rows(request, job_views[:SHOWN_AT_HOME], hours["hours"]),
        **hours,
        "open": sum(not job_view.job.is_closed for job_view in job_views),
        "closed": closed,
        "removal": _removal(request.user, open_jobs),
        "checklists": first_steps(request.user, job_views, has_worked=agreed > 0),
        **_money(request.user),
    }
    return render(request, "web/home.html", context)


def _hours(job_views: list[JobView]) -> dict[str, Any]:
    """This week's hours by job and by side, and the question about an incomplete week; one query, or none."""
    weeks = weeks_now(job_views)
    spans = hint_time(job_views, [row for _view, row in weeks])
    hours = job_hours(weeks, spans)
    return {"hours": hours, "week_hours": week_hours(hours), "week_hint": week_hint(job_views, spans)}


def _money(person: Person) -> dict[str, object]:
    """The balances of a person, and whether anything is in them."""
    money = balances(person)
    return {"balances": money, "has_money": not all(balance.is_empty for balance in money)}


def _closed_counts(mine: JobQuerySet) -> dict[str, Subquery]:
    """How many jobs are closed, and how many of them were agreed to, beside each open one."""
    closed = mine.filter(stage__in=CLOSED).order_by().values(whole=Value(1))
    counts = {"closed_jobs": Count("pk"), "agreed_jobs": Count("bound_at")}
    return {name: Subquery(closed.annotate(count=count).values("count")) for name, count in counts.items()}


def _removal(person: Person, open_jobs: Sequence[Any]) -> ConductDecision | None:
    """The removal that is ahead of the person; no query where a job says that there is none."""
    is_possible = open_jobs[0].is_removal_ahead if open_jobs else True
    return removals_ahead(person).first() if is_possible else None


def _closed(mine: JobQuerySet, open_jobs: Sequence[Any]) -> tuple[int, int]:
    """Those counts; where no job is open, by a query of their own."""
    if open_jobs:
        return open_jobs[0].closed_jobs or 0, open_jobs[0].agreed_jobs or 0
    counts = mine.filter(stage__in=CLOSED).aggregate(closed=Count("pk"), agreed=Count("bound_at"))
    return counts["closed"], counts["agreed"]


@page()
def jobs(request: AuthenticatedRequest) -> HttpResponse:
    """All jobs of this person: the open ones soonest first, then the closed ones."""
    job_filter = parse_job_filter(request.GET.dict())
    page_obj = job_page(request.user, job_filter, request.GET.get("page"))
    context = {
        "page_obj": page_obj,
        "rows": job_rows(request, list(page_obj.object_list)),
        "job_filter": job_filter,
        "people": people_of(request.user).exclude(pk=request.user.pk)[:PEOPLE_SHOWN],
    }
    return render(request, "web/jobs.html", context)


def job_rows(
    request: AuthenticatedRequest, job_views: list[JobView], hours: Mapping[int, JobWeekHours] | None = None
) -> list[dict[str, object]]:
    """Jobs as rows of a list, with the number of new entries in each Workroom, and this week's hours."""
    new = unread(request.user, [job_view.job for job_view in job_views])
    hours = hours or {}
    return [job_row(view, new.get(view.job.pk, 0), hours.get(view.job.pk)) for view in job_views]


def job_row(job_view: JobView, new: int, hours: JobWeekHours | None) -> dict[str, object]:
    """One job as a row of a list."""
    return {
        "new": new,
        "hours": hours,
        "job": job_view.job,
        "other": avatar_of(job_view),
        "price": job_view.price,
        "price_words": price_words(job_view),
        "state": job_state(job_view),
        "disputed": disputed_badge(job_view),
        "days_late": job_view.most_late,
        "next": next_step(job_view),
        "progress_bar": progress_bar(job_view),
    }
