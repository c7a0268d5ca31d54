"""The page of disputes that wait for an operator, and nothing of their jobs."""

from django.http import HttpResponse
from django.shortcuts import render

from handsel.console.access import operator_page
from handsel.console.disputes.queue import waiting_badge, waiting_disputes
from handsel.console.keyset import page_after
from handsel.kernel import clock
from handsel.web.base.decorators import AuthenticatedRequest


@operator_page()
def disputes(request: AuthenticatedRequest) -> HttpResponse:
    """Disputes and appeals, the soonest first: how much, and until when."""
    rows = waiting_disputes().select_related("job__client", "job__freelancer")
    page_obj = page_after(rows, "due", request.GET.get("after", ""))
    now = clock.now()
    shown = [(row, waiting_badge(row, request.user, now)) for row in page_obj.rows]
    return render(request, "console/disputes/page.html", {"rows": shown, "after": page_obj.after})
