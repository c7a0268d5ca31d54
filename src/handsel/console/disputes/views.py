"""The page of disputes that wait for an operator, and nothing of their jobs."""

from django.http import HttpResponse
from django.shortcuts import render

from handsel.console.access import operator_page
from handsel.console.disputes.queue import DISPUTES, waiting_badge, waiting_disputes
from handsel.console.keyset import page_after
from handsel.kernel import clock
from handsel.trust.casework.assigned import taken_by
from handsel.trust.disputes.titles import title_with_job
from handsel.web.base.decorators import AuthenticatedRequest


@operator_page()
def disputes(request: AuthenticatedRequest) -> HttpResponse:
    """Disputes and appeals, the soonest first: how much, and until when."""
    rows = waiting_disputes().select_related("job__client", "job__freelancer")
    page_obj = page_after(rows, "due", request.GET.get("after", ""))
    now = clock.now()
    taken = taken_by(DISPUTES, [row.pk for row in page_obj.rows])
    shown = [
        (row, title_with_job(row), waiting_badge(row, request.user, now), taken.get(str(row.pk), ""))
        for row in page_obj.rows
    ]
    context = {"rows": shown, "after": page_obj.after, "queue": DISPUTES}
    return render(request, "console/disputes/page.html", context)
