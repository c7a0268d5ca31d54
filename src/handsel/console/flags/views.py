"""The page of flags: words that read like payment outside, oldest first."""

from django.http import HttpResponse
from django.shortcuts import render

from handsel.console.access import operator_page
from handsel.console.keyset import page_after
from handsel.trust.conduct.cases import open_flags
from handsel.web.base.decorators import AuthenticatedRequest
from handsel.work.jobs.models import Job


@operator_page()
def flags(request: AuthenticatedRequest) -> HttpResponse:
    """The words that were flagged and not decided, who wrote them and where; nothing else of a job is shown.

    Those of jobs in which the operator takes part are for another one.
    """
    own = Job.objects.of(request.user)
    rows = open_flags().exclude(job__in=own).select_related("person", "job")
    page_obj = page_after(rows, "at", request.GET.get("after", ""))
    return render(request, "console/flags/page.html", {"rows": page_obj.rows, "after": page_obj.after})
