"""The page of the record, and the bundle of the house's own chain."""

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from handsel.console.access import operator_page
from handsel.console.record.house_entries import ENTRIES_SHOWN, house_entries, readable_house
from handsel.console.record.own_matters import OwnMatters
from handsel.console.record.state import log_state, pending_count, signing_key
from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.record.bundles import bundle
from handsel.record.models import Chain
from handsel.web.base.decorators import AuthenticatedRequest


@operator_page()
def record(request: AuthenticatedRequest) -> HttpResponse:
    """How far the record is signed and witnessed, the clock, and the house's own entries."""
    state, now = log_state(), clock.now()
    entries = house_entries(request.user, _number(request.GET.get("before", "")))
    context = {
        "state": state,
        "is_late": state.is_late(now),
        "pending": pending_count(),
        "key": signing_key(),
        "clock_is_wrong": state.is_clock_wrong(),
        "now": now,
        "entries": entries,
        "before": entries[-1].number if len(entries) == ENTRIES_SHOWN else None,
    }
    return render(request, "console/record/page.html", context)


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 16 else None


@operator_page()
def house_bundle(request: AuthenticatedRequest) -> HttpResponseBase:
    """The whole record of the house itself, with its proof; without what is about the reader's own jobs."""
    chain, own = get_object_or_404(Chain, subject=HOUSE), OwnMatters(request.user)
    about = {"house": settings.HOUSE_NAME}
    pieces = bundle(chain, about, readable_house, withheld=lambda entry: own.why_withheld(entry["content"]))
    headers = {"Content-Disposition": 'attachment; filename="house-evidence.zip"'}
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)
