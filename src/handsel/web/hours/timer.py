"""Starting, stopping and keeping alive the timer on the page."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from handsel.kernel import clock, identifiers
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound, Refusal
from handsel.record.actions import Actor
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import add_refusal
from handsel.web.hours.timer_view import TimerForm, remember, remembered_job
from handsel.web.hours.views import render_time, week_page
from handsel.web.hours.week_view import WeekView, load_week_view
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.models import PageTimer
from handsel.work.hours.timer import beat, start_timer, stop_timer, timer_of
from handsel.work.hours.timer_state import TimerState
from handsel.work.jobs.lifecycle import Side


@page("POST")
def start(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Start the timer on a job; one that runs on the job that the form names is stopped before."""
    _job_view, week_view = load_week_view(request.user, number)
    if week_view is None or week_view.job_view.side is not Side.FREELANCER:
        raise NotFound
    form = TimerForm(request.POST)
    timer = _start(request, week_view, form) if form.is_valid() else None
    if timer is None:
        return render_time(request, week_view, timer_form=form)
    messages.success(request, _("The timer runs. Keep a page of this site open: without it, it stops."))
    response = redirect("time", number)
    remember(response, timer)
    return response


def _start(request: AuthenticatedRequest, week_view: WeekView, form: TimerForm) -> PageTimer | None:
    """The timer that runs now; None if it was refused, which the form then says."""
    actor, job = actor_of(request), week_view.job_view.job
    try:
        running = timer_of(request.user)
        if running is not None and running.job_id not in (form.cleaned_data["switches"], job.pk):
            return start_timer(actor, job, memo=form.cleaned_data["memo"])
        if running is not None and running.job_id != job.pk:
            stop_timer(Actor(actor.id, actor.at, identifiers.derived(actor.key, "switch")), running)
        return start_timer(actor, job, memo=form.cleaned_data["memo"])
    except Refusal as refusal:
        add_refusal(form, refusal)
        return None


@page("POST")
def stop(request: AuthenticatedRequest) -> HttpResponse:
    """Stop one's timer and go to the week with its time."""
    timer = timer_of(request.user)
    if timer is None:
        messages.info(request, _("No timer is running: it was stopped already."))
        return _to_time(request)
    facts = stop_timer(actor_of(request), timer)
    messages.success(request, _outcome(facts))
    response = week_page(timer.job_id, facts) if facts["spans"] else redirect("time", timer.job_id)
    remember(response, None)
    return response


def _outcome(facts: Facts) -> str:
    length = duration_text(sum(row["seconds"] for row in facts["spans"]))
    if facts["timer"] == TimerState.LOST:
        words = _("The timer had stopped when a page was last open. {time} recorded.")
    else:
        words = _("The timer stopped. {time} recorded. It is not protected.")
    return words.format(time=length)


@page("GET", "POST")
def timer(request: AuthenticatedRequest) -> HttpResponseBase:
    """Go to the job on which the timer runs; a POST is the sign of life of a page that is open."""
    if request.method == "GET":
        return _to_time(request)
    running = beat(request.user, clock.now())
    if running is None:
        return JsonResponse({"running": False})
    seconds = int((clock.now() - running.started_at).total_seconds())
    return JsonResponse({"running": True, "seconds": seconds})


def _to_time(request: AuthenticatedRequest) -> HttpResponseRedirect:
    """The Time page of the timer that runs or ran last in this browser; else the list of jobs."""
    running = timer_of(request.user)
    number = running.job_id if running else remembered_job(request)
    return redirect("time", number) if number is not None else redirect("jobs")
