"""The Time page of an hourly job: a week with its time; the freelancer adds time by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.hours.next_block import next_block_of
from handsel.web.hours.time_form import REFUSED_FIELDS, TimeForm
from handsel.web.hours.timer_view import COOKIE, TimerForm, TimerView, load_timer_view, remember
from handsel.web.hours.week_outlook import WeekOutlook
from handsel.web.hours.week_view import WeekView, load_week_view
from handsel.web.jobs.header import job_header
from handsel.web.jobs.pauses import pause_choice
from handsel.web.jobs.week_hint import hint_time, week_hint
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.recording import record_time
from handsel.work.hours.week_names import week_address
from handsel.work.jobs.lifecycle import Side


@page("GET", "POST")
def time_page(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """A week of a job; a POST by the freelancer adds time by hand."""
    job_view, week_view = load_week_view(request.user, number, request.GET.get("week", ""))
    sent = request.POST if request.method == "POST" else None
    if sent is not None and (week_view is None or job_view.side is not Side.FREELANCER):
        raise NotFound
    if week_view is None:
        context = {"head": job_header(job_view), "job_view": job_view, "week_view": None}
        return render(request, "web/hours/page.html", context)
    if sent is None:
        return render_time(request, week_view)
    form = TimeForm(sent, days=week_view.days_to_add, week=week_view.row.calendar_week.span)
    if form.is_valid():
        facts = _add(request, week_view, form)
        if facts is not None:
            return week_page(number, facts)
    return render_time(request, week_view, form=form)


def render_time(
    request: AuthenticatedRequest,
    week_view: WeekView,
    *,
    form: TimeForm | None = None,
    timer_form: TimerForm | None = None,
) -> HttpResponse:
    """The page of a week, with one of its forms as it was sent."""
    job_view = week_view.job_view
    timer_view = load_timer_view(request, request.user, week_view, timer_form)
    context = {
        "head": job_header(job_view),
        "job_view": job_view,
        "week_view": week_view,
        "outlook": WeekOutlook(week_view),
        "pause": pause_choice(job_view),
        "timer_view": timer_view,
        "next_block": next_block_of(week_view),
        "week_hint": week_hint([job_view], hint_time([job_view])),
        "form": form or _empty_form(week_view, timer_view),
    }
    response = render(request, "web/hours/page.html", context, status=422 if form or timer_form else 200)
    if timer_view.is_mine and (timer_view.timer or COOKIE in request.COOKIES):
        remember(response, timer_view.timer)
    return response


def _empty_form(week_view: WeekView, timer_view: TimerView) -> TimeForm:
    """The form to add time, filled in with what a timer that stopped by itself left out."""
    days, week = week_view.days_to_add, week_view.row.calendar_week.span
    return TimeForm(None, days=days, week=week, suggested=timer_view.lost_stretch)


def _add(request: AuthenticatedRequest, week_view: WeekView, form: TimeForm) -> Facts | None:
    """What was recorded; None if it was refused, which the form then says."""
    cleaned = form.cleaned_data
    start, end = cleaned["started_at"], cleaned["ended_at"]
    job = week_view.job_view.job
    try:
        facts = record_time(actor_of(request), job, start=start, end=end, memo=cleaned["memo"])
    except tuple(REFUSED_FIELDS) as refusal:
        form.refuse(refusal)
        return None
    length = duration_text(sum(row["seconds"] for row in facts["spans"]))
    messages.success(request, _("{time} added. It is not protected.").format(time=length))
    return facts


def week_page(number: int, facts: Facts) -> HttpResponse:
    """Go to the week in which the time of an entry begins."""
    row = (facts["spans"] or facts["removed"])[0]
    address = week_address(row["week"], row["supplement"])
    return redirect(f"{reverse('time', args=[number])}?week={address}#main")
