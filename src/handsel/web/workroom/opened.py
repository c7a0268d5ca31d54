"""The record of a job for an operator who opened it: to read, for a while, and nothing else."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.people.calendars import house_calendar
from handsel.web.base.confirming import confirm_first
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import ReasonForm
from handsel.web.jobs.job_view import JobView
from handsel.web.workroom.entry_page import EntryPage
from handsel.web.workroom.filters import parse_entry_filter
from handsel.web.workroom.pagination import entry_slice
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.opening import OPEN_HOURS, open_job, opened_until


@page("GET", "POST")
def opened_job(request: AuthenticatedRequest, number: int) -> HttpResponseBase:
    """For an operator who is neither side: the record if they opened it, else the form that opens it."""
    job = get_object_or_404(Job.objects.with_people(), pk=number)
    if not request.user.operates(clock.now()) or job.side_of(request.user.pk) is not Side.HOUSE:
        raise NotFound
    return _confirmed(request, job)


def _open_or_read(request: AuthenticatedRequest, job: Job) -> HttpResponse:
    form = ReasonForm("opening", request.POST if request.method == "POST" else None)
    if form.is_valid():
        open_job(actor_of(request), job, **form.cleaned_data)
        messages.success(request, _("Opened. Both sides are told."), extra_tags="seal")
        return redirect("opened-job", job.pk)
    until = opened_until(request.user.pk, job, clock.now())
    if until is None or form.errors:
        context = {"job": job, "form": form, "hours": OPEN_HOURS}
        return render(request, "web/workroom/opening.html", context, status=422 if form.errors else 200)
    return _read(request, job, until)


_confirmed = confirm_first(_open_or_read, is_free_to_read=True)


def _read(request: AuthenticatedRequest, job: Job, until: datetime) -> HttpResponse:
    entry_filter = parse_entry_filter(request.GET.dict())
    job_view = JobView(job, Side.HOUSE, house_calendar(), clock.now())
    entries = entry_slice(job_view, entry_filter, reverse("opened-job", args=[job.pk]))
    context = {
        "job": job,
        "until": until,
        "entry_filter": entry_filter,
        "page_obj": EntryPage(entries.rows, entries.earlier, [], later=entries.later),
        "is_read_only": True,
    }
    return render(request, "web/workroom/opened.html", context)
