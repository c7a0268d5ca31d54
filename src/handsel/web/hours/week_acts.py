"""What the freelancer does with a week before its review: hold it back, state that nothing was worked in it,
or dismiss the question whether it is complete."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.ui.error_pages import page_before
from handsel.ui.money_format import money_text
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.hours.sheets import HoldForm, sheet_page
from handsel.work.hours.models import JobWeek
from handsel.work.hours.submitting import hold_week, state_nothing


@page("POST")
def hold(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Hold back the timesheet of a week, for a reason."""
    week, form = _own_week(request, pk), HoldForm("hold", request.POST)
    if not form.is_valid():
        return sheet_page(request, week.job_id, week.address, hold_form=form)
    hold_week(actor_of(request), week, **form.cleaned_data)
    messages.success(request, _("Held back. The client can read why."), extra_tags="seal")
    return _timesheet_of(week)


@page("POST")
def nothing(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """State that nothing was worked in a week."""
    week = _own_week(request, pk)
    facts = state_nothing(actor_of(request), week)
    words = _("The week is closed.")
    if facts["returned"]:
        back = money_text(Money(facts["returned"], week.job.currency))
        words = _("The week is closed. {amount} was refunded to the client.").format(amount=back)
    messages.success(request, words, extra_tags="seal")
    return _timesheet_of(week)


@page("POST")
def dismiss_hint(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask no more whether a week is complete, on Home and on the Time page."""
    week = _own_week(request, pk)
    JobWeek.objects.filter(pk=week.pk).update(hint_dismissed=True)
    messages.success(request, _("We will not ask about this week again."))
    return redirect(page_before(request) or reverse("time", args=[week.job_id]))


def _own_week(request: AuthenticatedRequest, pk: int) -> JobWeek:
    """A week of a job on which the reader is the freelancer."""
    rows = JobWeek.objects.of(request.user).filter(job__freelancer__person=request.user)
    week: JobWeek = get_object_or_404(rows.select_related("job", "holding"), pk=pk)
    return week


def _timesheet_of(week: JobWeek) -> HttpResponse:
    return redirect(f"{reverse('timesheet', args=[week.job_id])}?week={week.address}")
