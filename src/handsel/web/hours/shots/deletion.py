"""Deleting a screenshot: the page says before what it costs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from handsel.kernel.refusals import NotFound
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.hours.shots.frames import is_open, screen_text
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import load_job_view
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import Shot
from handsel.work.hours.shots.deleting import delete_shot
from handsel.work.hours.shots.lifecycle import GONE, ShotState
from handsel.work.jobs.lifecycle import Side


@page("GET", "POST")
def deletion(request: AuthenticatedRequest, number: int, pk: int) -> HttpResponse:
    """Say what it costs to delete a screenshot of one's own; a POST deletes it."""
    shot = get_object_or_404(Shot.objects.of(request.user).select_related("job", "week"), job=number, pk=pk)
    job_view = load_job_view(request.user, number)
    if job_view.side is not Side.FREELANCER:
        raise NotFound
    day_url = f"{reverse('work-view', args=[number])}?day={timezone.localtime(shot.taken_at).date()}"
    if request.method == "POST":
        delete_shot(actor_of(request), shot)
        messages.success(request, _("The screenshot was deleted."))
        return redirect(day_url)
    context = {"head": job_header(job_view), "job_view": job_view, "shot": shot, "day_url": day_url}
    context |= {"is_open": is_open(shot), "is_gone": shot.state in GONE}
    context |= {"screen": screen_text(shot), "is_kept": shot.state == ShotState.KEPT}
    context["requires"] = shot.week.work_view == WorkView.REQUIRED
    return render(request, "web/hours/shot_deletion.html", context)
