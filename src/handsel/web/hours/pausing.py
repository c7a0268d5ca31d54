"""Pausing an hourly job, and resuming it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.jobs.job_view import load_job_view
from handsel.work.hours.pausing import pause_job, resume_job


@page("POST")
def pause(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Pause a job, as either side."""
    pause_job(actor_of(request), load_job_view(request.user, number).job)
    messages.success(request, _("The job is paused. Only you can resume it."), extra_tags="seal")
    return redirect("time", number)


@page("POST")
def resumption(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Resume a job that one's own side paused."""
    resume_job(actor_of(request), load_job_view(request.user, number).job)
    messages.success(request, _("The job has resumed."), extra_tags="seal")
    return redirect("time", number)
