"""Changing time that was recorded by hand, rewording what was tracked, moving and removing either."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.hours.time_form import REFUSED_FIELDS, MemoForm, TimeForm
from handsel.web.hours.views import week_page
from handsel.web.hours.week_view import WeekView, load_week_view
from handsel.web.jobs.header import job_header
from handsel.work.hours.models import TimeSource, TimeSpan
from handsel.work.hours.moving import move_time, other_jobs
from handsel.work.hours.recording import change_time
from handsel.work.hours.removing import remove_time
from handsel.work.hours.rewording import reword_time
from handsel.work.jobs.lifecycle import Side


@page("GET", "POST")
def change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Change one span of time."""
    row, week_view = _mine(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = _form(sent, row, week_view)
    if sent is not None and form.is_valid():
        facts = _change(request, row, form)
        if facts is not None:
            return week_page(row.job_id, facts)
    head = job_header(week_view.job_view)
    context = {"head": head, "week_view": week_view, "form": form, "row": week_view.row_of(row)}
    context["others"] = other_jobs(row.job) if week_view.changes else []
    return render(request, "web/hours/change.html", context, status=200 if sent is None else 422)


@page("POST")
def move(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Move one span of time to another job of the same people."""
    row, _week_view = _mine(request, pk)
    chosen = request.POST.get("to", "")
    number = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 16 else 0
    facts = move_time(actor_of(request), row, to=number)
    messages.success(request, _("The time is on “{title}” now.").format(title=facts["title"]))
    return week_page(row.job_id, facts)


@page("POST")
def removal(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Remove one span of time."""
    row, _week_view = _mine(request, pk)
    facts = remove_time(actor_of(request), row)
    messages.success(request, _("The time was removed."))
    return week_page(row.job_id, facts)


def _mine(request: AuthenticatedRequest, pk: int) -> tuple[TimeSpan, WeekView]:
    """A span of the freelancer's own time, with its week."""
    row = get_object_or_404(TimeSpan.objects.of(request.user).select_related("job", "week"), pk=pk)
    job_view, week_view = load_week_view(request.user, row.job_id, row.week.address)
    if week_view is None or job_view.side is not Side.FREELANCER:
        raise NotFound
    return row, week_view


def _form(sent: QueryDict | None, row: TimeSpan, week_view: WeekView) -> MemoForm:
    """What of a span may change: of tracked time its memo."""
    if row.source == TimeSource.TRACKED:
        return MemoForm(sent, initial={"memo": row.memo})
    return TimeForm(sent, days=week_view.days_to_add, week=week_view.row.calendar_week.span, changed=row)


def _change(request: AuthenticatedRequest, row: TimeSpan, form: MemoForm) -> Facts | None:
    """What was recorded; None if it was refused, which the form then says."""
    actor, cleaned = actor_of(request), form.cleaned_data
    try:
        if row.source == TimeSource.TRACKED:
            facts = reword_time(actor, row, memo=cleaned["memo"])
        else:
            start, end = cleaned["started_at"], cleaned["ended_at"]
            facts = change_time(actor, row, start=start, end=end, memo=cleaned["memo"])
    except tuple(REFUSED_FIELDS) as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("The time was changed."))
    return facts
