"""What the freelancer does with a week before its review: state that nothing was worked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.ui.money_format import money_text
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.work.hours.models import JobWeek
from handsel.work.hours.submitting import state_nothing


@page("POST")
def nothing(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """State that nothing was worked in a week."""
    rows = JobWeek.objects.of(request.user).select_related("job", "holding")
    week = get_object_or_404(rows, pk=pk)
    facts = state_nothing(actor_of(request), week)
    words = _("The week is closed.")
    if facts["returned"]:
        back = money_text(Money(facts["returned"], week.job.currency))
        words = _("The week is closed. {amount} was refunded to the client.").format(amount=back)
    messages.success(request, words, extra_tags="seal")
    return redirect(f"{reverse('timesheet', args=[week.job_id])}?week={week.monday}")
