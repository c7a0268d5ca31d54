"""Paying a bonus on the Billing page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from handsel.kernel.refusals import NotFound, Refusal
from handsel.ui.money_format import money_text
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import add_refusal
from handsel.web.billing.dialogs import BonusForm
from handsel.web.billing.views import billing_page
from handsel.web.jobs.job_view import load_job_view
from handsel.work.bonuses.paying import pay_bonus
from handsel.work.jobs.lifecycle import Side


@page("POST")
def bonus(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Pay a bonus; a refused one stands on the page again with what was typed."""
    job_view = load_job_view(request.user, number)
    if job_view.side is not Side.CLIENT:
        raise NotFound
    form = BonusForm(job_view.job, request.POST)
    if not form.is_valid():
        return billing_page(request, job_view, form)
    try:
        pay_bonus(actor_of(request), job_view.job, **form.cleaned_data)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return billing_page(request, job_view, form)
    paid = money_text(form.cleaned_data["amount"])
    words = _("{amount} paid to {name}.").format(amount=paid, name=job_view.other_name)
    messages.success(request, words, extra_tags="seal")
    return redirect("job-billing", number)
