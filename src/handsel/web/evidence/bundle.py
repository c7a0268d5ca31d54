"""A job's evidence bundle, streamed as a download."""

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from handsel.record.bundles import bundle
from handsel.record.models import Chain
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.evidence.readable import readable
from handsel.web.jobs.actors import actors_in
from handsel.web.jobs.job_view import load_job_view
from handsel.work.hours.time_members import time_members


@page()
def evidence(request: AuthenticatedRequest, number: int) -> HttpResponseBase:
    """Everything that happened in a job, with the proof that nothing was changed."""
    job_view = load_job_view(request.user, number)
    chain = get_object_or_404(Chain, subject=job_view.job.uuid)
    about = {"job": job_view.job.pk, "title": job_view.job.title}
    written = readable(job_view, lambda actor: actors_in(job_view.job, {actor}))
    pieces = bundle(chain, about, written, time_members)
    headers = {"Content-Disposition": f'attachment; filename="job-{number}-evidence.zip"'}
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)
