"""The page “Leave by agreement” of a job: proposing it, answering it, and what was agreed."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import PageForm, Reason
from handsel.web.jobs.deposit_missing import wallet_of
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.work.exits.agreeing import agree_to_exit, decline_exit, exit_fee_of, propose_exit, withdraw_exit
from handsel.work.exits.models import Exit


class ExitForm(PageForm):
    """Proposing that both may work elsewhere."""

    note = Reason(label=gettext_lazy("Message (optional)"), required=False)


@page("GET", "POST")
def exit_page(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Where both stand; a POST proposes that they may work elsewhere."""
    job_view = load_job_view(request.user, number)
    form = ExitForm("exit", request.POST if request.method == "POST" else None)
    if form.is_valid():
        propose_exit(actor_of(request), job_view.job, **form.cleaned_data)
        words = _("Proposed. Nothing changes until {name} agrees.").format(name=job_view.other_name)
        messages.success(request, words, extra_tags="seal")
        return redirect("exit", number)
    context = {**_context(job_view), "form": form}
    return render(request, "web/exits/page.html", context, status=422 if form.errors else 200)


@page("POST")
def exit_answer(request: AuthenticatedRequest, pk: int, answer: str) -> HttpResponse:
    """Agree to a proposal, decline it, or withdraw one's own."""
    rows = Exit.objects.of(request.user).select_related("job")
    row = get_object_or_404(rows, pk=pk)
    if answer not in _ANSWERS:
        raise NotFound
    apply, words = _ANSWERS[answer]
    apply(actor_of(request), row)
    messages.success(request, _(words), extra_tags="seal")
    return redirect("exit", row.job_id)


_ANSWERS: dict[str, tuple[Callable[..., Facts], str]] = {
    "agreement": (agree_to_exit, gettext_noop("You both agreed: you may work elsewhere.")),
    "declining": (decline_exit, gettext_noop("Declined. Everything stays as it was.")),
    "withdrawal": (withdraw_exit, gettext_noop("Withdrawn. Everything stays as it was.")),
}


def _context(job_view: JobView) -> Facts:
    job, address = job_view.job, reverse("exit", args=[job_view.job.pk])
    standing = Exit.objects.between(job).select_related("job").first()
    fee = standing.fee_money if standing else exit_fee_of(job)
    wallet = wallet_of(job_view)
    return {
        "head": job_header(job_view, address),
        "job_view": job_view,
        "exit": standing,
        "fee": fee,
        "wallet": wallet,
        "is_short": wallet < fee,
        "is_own": standing is not None and standing.side == job_view.side,
        "is_elsewhere": standing is not None and standing.job_id != job.pk,
        "page_url": address,
    }
