"""The page on which an operator reads a dispute, and decides it or its appeal."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.trust.disputes.arbiters import decision_due
from handsel.trust.disputes.deciding import DECIDING, has_read, read_dispute
from handsel.trust.disputes.lifecycle import DisputeStage
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.titles import title_with_job
from handsel.web.base.confirming import confirm_first
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.disputes.agreed import agreed_context
from handsel.web.disputes.evidence import evidence_context, evidence_url
from handsel.web.disputes.forms import DecisionForm
from handsel.web.disputes.subjects import join_rows, with_subject
from handsel.web.disputes.views import record_of
from handsel.web.jobs.job_view import load_job_views
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job


@page("GET", "POST")
def decision(request: AuthenticatedRequest, number: int, dispute: int) -> HttpResponseBase:
    """The dispute for an operator who is neither side; others find nothing."""
    rows = with_subject(Dispute.objects.exclude(handed_at=None))
    row = get_object_or_404(rows, job=number, number=dispute)
    job = Job.objects.with_people().get(pk=number)
    if not request.user.operates(clock.now()) or job.side_of(request.user.pk) is not Side.HOUSE:
        raise NotFound
    join_rows(row, job)
    return _confirmed(request, row)


def _decide(request: AuthenticatedRequest, dispute: Dispute) -> HttpResponse:
    """Show it; a POST opens it to read, or decides."""
    if "read" in request.POST:
        read_dispute(actor_of(request), dispute)
        return redirect("dispute-decision", dispute.job_id, dispute.number)
    decide = DECIDING.get(DisputeStage(dispute.stage))
    form = DecisionForm(dispute, request.POST if request.method == "POST" else None)
    if decide is not None and form.is_valid():
        amount, reason = form.cleaned_data["amount"], form.cleaned_data["reason"]
        decide(actor_of(request), dispute, to_freelancer=amount, reason=reason)
        messages.success(request, _("Decided. Both sides are told."), extra_tags="seal")
        return redirect("dispute-decision", dispute.job_id, dispute.number)
    context: dict[str, Any] = {"dispute": dispute, "due": decision_due(dispute)}
    context |= {"title": title_with_job(dispute), "has_read": has_read(request.user.pk, dispute)}
    if context["has_read"]:
        (job_view,) = load_job_views(request.user, [dispute.job])
        context |= {"job_view": job_view, **record_of(job_view, dispute), **agreed_context(dispute)}
        context |= evidence_context(dispute, context.get("blocks", []), evidence_url(dispute))
        is_another = request.user.pk != dispute.decided_by and not dispute.waits_for_arbiter
        may_decide = decide is not None and is_another
        context["decision_form"] = form if may_decide else None
    return render(request, "web/disputes/operator.html", context, status=422 if form.errors else 200)


_confirmed = confirm_first(_decide, is_free_to_read=True)
