"""The page on which one side of a job reports the other."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from handsel.kernel.refusals import NotFound, Refusal
from handsel.trust.conduct.cases import open_reports
from handsel.trust.conduct.reporting import report_other_side
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import add_refusal
from handsel.web.conduct.forms import ReportForm
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import load_job_view


@page("GET", "POST")
def reporting(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """The form; `entry` picks the message from which it was opened."""
    job_view = load_job_view(request.user, number)
    entry = request.GET.get("entry", "")[:9]
    form = ReportForm(request.POST if request.method == "POST" else None, entry=entry)
    if form.is_valid():
        try:
            report_other_side(actor_of(request), job_view.job, **form.cleaned_data)
        except NotFound:
            raise
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Reported. You are told when an operator has decided."))
            return redirect("conduct")
    waiting = open_reports().filter(job=job_view.job, reporter=request.user).first()
    context = {"head": job_header(job_view), "job_view": job_view, "form": form, "waiting": waiting}
    return render(request, "web/conduct/report.html", context, status=422 if form.errors else 200)
