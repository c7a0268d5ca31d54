"""What a release would do, told while its amount is written."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from handsel.kernel.refusals import NotFound
from handsel.web.amounts import part_of
from handsel.web.asking import Asking, page
from handsel.web.reach import reach
from handsel.web.standings import standing
from handsel.work.jobs.stages import Side
from handsel.work.milestones.models import Milestone


@page()
def figures(request: Asking, pk: int) -> HttpResponse:
    """The figures of a release and its button, for the amount that the client has written so far."""
    row = get_object_or_404(Milestone.objects.of(request.user).select_related("job", "holding"), pk=pk)
    where = standing(request.user, row.job_id)
    if where.side is not Side.CLIENT:
        raise NotFound
    told = {"milestone": row, "standing": where, "live": True}
    try:
        told["reach"] = reach(row, part_of(row.held, request.GET.get("amount", "")))
    except ValidationError as error:
        told["wrong"] = error.messages[0]
    return render(request, "web/billing/release_figures.html", told)
