"""Files of a job: pages and versions, comparison, and download."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from handsel.record.models import StoredFile
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.files.diff import BYTES_MAX, LINES_MAX, ROWS_MAX, file_diff
from handsel.web.files.presentation import FileView
from handsel.web.files.serving import download, preview, refuse_unchecked
from handsel.web.files.text_preview import text_preview
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.web.jobs.opened import is_opened_by
from handsel.work.jobs.models import Job
from handsel.work.workroom.models import JobFile

VERSIONS_SHOWN = 100


@page()
def file_page(request: AuthenticatedRequest, number: int, pk: int) -> HttpResponse:
    """One version of a file, with all versions of its name, and a comparison if asked for."""
    job_view = load_job_view(request.user, number)
    context = {"head": job_header(job_view), "job_view": job_view, **_versions(request, job_view, pk)}
    return render(request, "web/workroom/file.html", context)


@page()
def job_file(request: AuthenticatedRequest, number: int, pk: int) -> HttpResponseBase:
    """Download a version, for people of its job, and for an operator who opened it."""
    file_view = _file_view(request, number, pk)
    refuse_unchecked(file_view)
    if file_view.stored.verdict == StoredFile.Verdict.TOO_LARGE and "unchecked" not in request.GET:
        return _unchecked(request, file_view)
    return download(file_view)


@page()
def file_preview(request: AuthenticatedRequest, number: int, pk: int, page: int) -> HttpResponseBase:
    """A page of a version as a preview image; page 0 is the thumbnail."""
    return preview(_file_view(request, number, pk), page)


def _file_view(request: AuthenticatedRequest, number: int, pk: int) -> FileView:
    own, files = JobFile.objects.of(request.user), JobFile.objects.all()
    rows = files if is_opened_by(request.user, number) else own
    return FileView(get_object_or_404(rows.select_related("stored"), job=number, pk=pk))


def _unchecked(request: AuthenticatedRequest, file_view: FileView) -> HttpResponse:
    """Where the reader is told that no scan saw it: its page, or for an operator a page of its own."""
    job = file_view.file.job_id
    if Job.objects.of(request.user).filter(pk=job).exists():
        return redirect("file", job, file_view.file.pk)
    return render(request, "web/workroom/opened_file.html", {"file_view": file_view})


def _versions(request: AuthenticatedRequest, job_view: JobView, pk: int) -> dict[str, object]:
    """The requested version among those of its name, and the one to compare it with."""
    this = get_object_or_404(JobFile, job=job_view.job, pk=pk)
    rows = JobFile.objects.filter(job=job_view.job, name=this.name).order_by("-version").with_details()
    versions = [FileView(row) for row in rows[:VERSIONS_SHOWN]]
    by_version = {str(file_view.file.version): file_view for file_view in versions}
    file_view = by_version.get(str(this.version)) or _file_view(request, job_view.job.pk, pk)
    base = by_version.get(request.GET.get("with", ""))
    return {
        "file_view": file_view,
        "versions": versions,
        "beginning": text_preview(file_view),
        **_page(file_view, request.GET.get("page", "")),
        **(_comparison(base, file_view) if base else {}),
    }


def _page(file_view: FileView, requested: str) -> dict[str, object]:
    """The page that is shown, within the available ones, and its neighbours."""
    shown = (
        min(max(int(requested), 1), file_view.pages)
        if requested.isdecimal() and len(requested) < 6
        else min(1, file_view.pages)
    )
    return {"shown": shown, "before": shown - 1, "after": shown + 1 if shown < file_view.pages else 0}


def _comparison(base: FileView, file_view: FileView) -> dict[str, object]:
    readable = all(view.is_text and view.state is None for view in (base, file_view))
    limits = {"most": BYTES_MAX // 1_000_000, "lines_max": LINES_MAX, "rows_max": ROWS_MAX}
    return {"base": base, "comparison": file_diff(base, file_view) if readable else None, **limits}
