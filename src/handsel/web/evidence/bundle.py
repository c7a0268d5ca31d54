"""A job's evidence bundle, as a download that is written while it is sent."""

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from handsel.record.bundles import bundle
from handsel.record.models import Chain
from handsel.web.asking import Asking, page
from handsel.web.evidence.readable import readable
from handsel.web.faces import cast_in
from handsel.web.standings import standing


@page()
def evidence(request: Asking, number: int) -> HttpResponseBase:
    """Everything that happened in a job, with the proof that nothing was changed."""
    where = standing(request.user, number)
    chain = get_object_or_404(Chain, subject=where.job.uuid)
    about = {"job": where.job.pk, "title": where.job.title}
    pieces = bundle(chain, about, readable(where, lambda actor: cast_in(where.job, {actor})))
    headers = {"Content-Disposition": f'attachment; filename="job-{number}-evidence.zip"'}
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)
