"""Reopening a timesheet in review: one side asks, and the other agrees or declines."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.hours.sheets import ReopeningForm, sheet_page
from handsel.web.hours.versions import shown_version
from handsel.work.hours.models import Timesheet
from handsel.work.hours.reopening import (
    agree_to_reopen,
    ask_to_reopen,
    decline_reopening,
    withdraw_reopening,
)

ANSWERS: dict[str, tuple[Callable[..., Facts], Promise]] = {
    "consent": (agree_to_reopen, gettext_lazy("Reopened. Its time can be changed.")),
    "refusal": (decline_reopening, gettext_lazy("Declined. The review continues.")),
    "withdrawal": (withdraw_reopening, gettext_lazy("Request withdrawn. The review continues.")),
}
"""What ends a request, by the name in its address, and what the page then says."""


@page("POST")
def reopening(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask the other side to reopen a timesheet, for a reason."""
    sheet, form = _sheet(request, pk), ReopeningForm("reopen", request.POST)
    if not form.is_valid():
        return sheet_page(request, sheet.job_id, sheet.week.address, reopening_form=form)
    ask_to_reopen(actor_of(request), sheet, **form.cleaned_data)
    return _back(request, sheet, _("Requested. The review continues until the other side agrees."))


@page("POST")
def reopening_answer(request: AuthenticatedRequest, pk: int, name: str) -> HttpResponse:
    """Agree to the other side's request or decline it, or take back one's own."""
    sheet = _sheet(request, pk)
    if name not in ANSWERS:
        raise NotFound
    answer, words = ANSWERS[name]
    shown = {"shown": shown_version(request)} if answer is agree_to_reopen else {}
    answer(actor_of(request), sheet, **shown)
    return _back(request, sheet, str(words))


def _sheet(request: AuthenticatedRequest, pk: int) -> Timesheet:
    """The timesheet of a week of the reader's own job."""
    rows = Timesheet.objects.of(request.user).select_related("job", "week")
    sheet: Timesheet = get_object_or_404(rows, week=pk)
    return sheet


def _back(request: AuthenticatedRequest, sheet: Timesheet, words: str) -> HttpResponse:
    messages.success(request, words, extra_tags="seal")
    return redirect(f"{reverse('timesheet', args=[sheet.job_id])}?week={sheet.week.address}")
