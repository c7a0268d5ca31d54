"""Home and the list of jobs: action items, current jobs, and balances."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from handsel.kernel import clock
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.home.first_steps import first_steps
from handsel.web.jobs.action_items import LAST, action_items
from handsel.web.jobs.header import avatar_of
from handsel.web.jobs.job_view import JobView, load_job_views
from handsel.web.jobs.next_step import next_step
from handsel.web.jobs.status import job_state, progress_bar
from handsel.web.money.balances import balances
from handsel.work.jobs.lifecycle import CLOSED
from handsel.work.jobs.models import Job
from handsel.work.workroom.read_state import unread

SHOWN_AT_HOME = 20
SHOWN_IN_LIST = 30


@page()
def home(request: AuthenticatedRequest) -> HttpResponse:
    """The action items of all open jobs, the soonest of these jobs, and the balances."""
    mine = Job.objects.of(request.user)
    job_views = load_job_views(request.user, mine.open().with_people().order_by("-id"))
    job_views.sort(key=soonest_first)
    money, closed = balances(request.user), mine.filter(stage__in=CLOSED).count()
    context = {
        "now": clock.now(),
        "action_items": action_items(job_views),
        "rows": job_rows(request, job_views[:SHOWN_AT_HOME]),
        "open": len(job_views),
        "closed": closed,
        "balances": money,
        "has_money": not all(balance.is_empty for balance in money),
        "checklists": first_steps(request.user, job_views, closed=closed),
    }
    return render(request, "web/home.html", context)


@page()
def jobs(request: AuthenticatedRequest) -> HttpResponse:
    """All jobs of this person, newest first, open or closed."""
    mine = Job.objects.of(request.user).with_people().order_by("-id")
    shown = request.GET.get("show", "")
    if shown in ("open", "closed"):
        mine = mine.open() if shown == "open" else mine.filter(stage__in=CLOSED)
    page_obj = Paginator(mine, SHOWN_IN_LIST).get_page(request.GET.get("page"))
    rows = job_rows(request, load_job_views(request.user, page_obj.object_list))
    return render(request, "web/jobs.html", {"rows": rows, "page_obj": page_obj, "shown": shown})


def soonest_first(job_view: JobView) -> tuple[int, datetime]:
    """The most overdue jobs first, then by their next deadline."""
    step = next_step(job_view)
    return -job_view.most_late, step.until if step and step.until else LAST


def job_rows(request: AuthenticatedRequest, job_views: list[JobView]) -> list[dict[str, object]]:
    """Jobs as rows of a list, with the number of new entries in each Workroom."""
    new = unread(request.user, [job_view.job for job_view in job_views])
    return [job_row(job_view, new.get(job_view.job.pk, 0)) for job_view in job_views]


def job_row(job_view: JobView, new: int) -> dict[str, object]:
    """One job as a row of a list."""
    return {
        "new": new,
        "job": job_view.job,
        "other": avatar_of(job_view),
        "price": job_view.price,
        "state": job_state(job_view),
        "next": next_step(job_view),
        "progress_bar": progress_bar(job_view),
    }
