"""The pictures of Work View: thumbnails, and screenshots at full size, each view of which is logged."""

from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.base.sandbox import sandboxed
from handsel.work.hours.models import Shot
from handsel.work.hours.shots.image import MEDIA_TYPE
from handsel.work.hours.shots.lifecycle import ShotState
from handsel.work.hours.shots.storage import path_of, thumbnail_of
from handsel.work.hours.shots.viewing import log_view


@page()
def shot(request: AuthenticatedRequest, number: int, pk: int) -> HttpResponse:
    """A screenshot at full size; who looks at it is logged."""
    row = _kept(request, number, pk)
    answer = _picture(path_of(row.commitment), "private, no-store")
    log_view(row, request.user, clock.now())
    return answer


@page()
def thumbnail(request: AuthenticatedRequest, number: int, pk: int) -> HttpResponse:
    """A screenshot as its thumbnail."""
    row = _kept(request, number, pk)
    return _picture(thumbnail_of(row.commitment), "private, max-age=3600")


def _kept(request: AuthenticatedRequest, number: int, pk: int) -> Shot:
    """A screenshot of the reader's job that is there, with its time still on the job."""
    rows = Shot.objects.of(request.user).select_related("job__client", "job__freelancer")
    timed = rows.filter(segment__spans__job=number).distinct()
    row: Shot = get_object_or_404(timed, job=number, pk=pk, state=ShotState.KEPT)
    return row


def _picture(place: Path, caching: str) -> HttpResponse:
    try:
        answer = HttpResponse(place.read_bytes(), content_type=MEDIA_TYPE)
    except FileNotFoundError:
        raise NotFound from None
    answer["Cache-Control"] = caching
    return sandboxed(answer)
