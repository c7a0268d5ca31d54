"""A preview of a release while its amount is entered."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from handsel.kernel.refusals import NotFound
from handsel.web.base.amounts import part_of
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.jobs.fee_breakdown import fee_breakdown
from handsel.web.jobs.job_view import load_job_view
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones.models import Milestone


@page()
def figures(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The figures of a release and its button, for the amount entered so far."""
    row = get_object_or_404(Milestone.objects.of(request.user).select_related("job", "holding"), pk=pk)
    job_view = load_job_view(request.user, row.job_id)
    if job_view.side is not Side.CLIENT:
        raise NotFound
    context = {"milestone": row, "job_view": job_view, "live": True}
    try:
        context["fee_breakdown"] = fee_breakdown(row, part_of(row.free, request.GET.get("amount", "")))
    except ValidationError as error:
        context["wrong"] = error.messages[0]
    return render(request, "web/billing/release_figures.html", context)
