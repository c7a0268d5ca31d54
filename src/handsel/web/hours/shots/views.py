"""The Work View page of an hourly job: a day of tracked time with its screenshots."""

from django.http import HttpResponse
from django.shortcuts import render

from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.hours.next_block import next_block_now
from handsel.web.hours.shots.day_loading import load_day_view
from handsel.web.hours.shots.day_view import VIEWS_SHOWN
from handsel.web.jobs.header import job_header
from handsel.work.hours.hourly_terms import WorkView


@page()
def work_view(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """A day of a job, by hour and block."""
    job_view, day_view = load_day_view(request.user, number, request.GET.get("day", ""))
    hourly = job_view.terms.hourly if job_view.terms else None
    is_off = hourly is not None and hourly.work_view is WorkView.OFF
    context = {"head": job_header(job_view), "job_view": job_view, "day_view": day_view}
    if day_view is None or day_view.is_today:
        context["next_block"] = next_block_now(job_view)
    return render(
        request, "web/hours/work_view.html", {**context, "is_off": is_off, "views_shown": VIEWS_SHOWN}
    )
