"""Files of a job: each with its pages and versions, two versions compared, and the bytes to fetch."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from handsel.kernel.refusals import NotFound, Refusal
from handsel.kernel.words import gettext_noop
from handsel.record.files import path_of
from handsel.record.models import StoredFile
from handsel.record.previews import page_of
from handsel.web.asking import Asking, page
from handsel.web.beginnings import beginning
from handsel.web.comparison import BYTES_MAX, LINES_MAX, ROWS_MAX, compared
from handsel.web.filed import Filed
from handsel.web.heads import head_of
from handsel.web.standings import Standing, standing
from handsel.work.workroom.models import JobFile

VERSIONS_SHOWN = 100
SANDBOX = "default-src 'none'; sandbox"


class BeingChecked(Refusal):
    """A file that the virus scan has not seen yet."""

    what = gettext_noop("This file is being checked for viruses.")
    kept = gettext_noop("Nobody can fetch it before that is done; mostly it takes seconds.")
    way_out = gettext_noop("Try again in a moment. If it stays so, tell the operator.")


class Infected(Refusal):
    """A file that the virus scan found infected."""

    what = gettext_noop("This file is infected: the virus scan found %(finding)s.")
    kept = gettext_noop("It is in quarantine, where nobody can fetch it. Its entry and fingerprint stand.")
    way_out = gettext_noop("Ask for a clean file as a new version.")


@page()
def file_page(request: Asking, number: int, pk: int) -> HttpResponse:
    """One version of a file: its pages, and all versions of its name, two of them compared if asked."""
    where = standing(request.user, number)
    told = {"head": head_of(where), "standing": where, **_versions(request, where, pk)}
    return render(request, "web/workroom/file.html", told)


@page()
def job_file(request: Asking, number: int, pk: int) -> HttpResponseBase:
    """The bytes of a version, for those who take part in its job; always as a download."""
    filed = _filed(request, number, pk)
    if filed.stored.verdict == StoredFile.Verdict.INFECTED:
        raise Infected(finding=filed.stored.finding)
    if filed.is_held:
        raise BeingChecked
    if filed.stored.verdict == StoredFile.Verdict.TOO_LARGE and "unchecked" not in request.GET:
        return redirect("file", number, pk)
    source = path_of(filed.stored.sha256).open("rb")
    return _sandboxed(FileResponse(source, as_attachment=True, filename=filed.file.name))


@page()
def file_preview(request: Asking, number: int, pk: int, page: int) -> HttpResponseBase:
    """A page of a version as the house drew it; page 0 is the first, small."""
    filed = _filed(request, number, pk)
    place = page_of(filed.stored, page)
    if page > filed.pages or not filed.pages or not place.exists():
        raise NotFound
    answer = FileResponse(place.open("rb"), content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=3600"
    return _sandboxed(answer)


def _sandboxed(answer: FileResponse) -> FileResponse:
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _filed(request: Asking, number: int, pk: int) -> Filed:
    rows = JobFile.objects.of(request.user).select_related("stored")
    return Filed(get_object_or_404(rows, job=number, pk=pk))


def _versions(request: Asking, where: Standing, pk: int) -> dict[str, object]:
    """The version asked for among those of its name, and what it is compared with."""
    this = get_object_or_404(JobFile, job=where.job, pk=pk)
    rows = JobFile.objects.filter(job=where.job, name=this.name).order_by("-version").told()
    versions = [Filed(row) for row in rows[:VERSIONS_SHOWN]]
    by_version = {str(filed.file.version): filed for filed in versions}
    filed = by_version.get(str(this.version)) or _filed(request, where.job.pk, pk)
    base = by_version.get(request.GET.get("with", ""))
    return {
        "filed": filed,
        "versions": versions,
        "beginning": beginning(filed),
        **_page(filed, request.GET.get("page", "")),
        **(_compared(base, filed) if base else {}),
    }


def _page(filed: Filed, asked: str) -> dict[str, object]:
    """The page that is shown, within those that can be, and its neighbours."""
    shown = (
        min(max(int(asked), 1), filed.pages) if asked.isdecimal() and len(asked) < 6 else min(1, filed.pages)
    )
    return {"shown": shown, "before": shown - 1, "after": shown + 1 if shown < filed.pages else 0}


def _compared(base: Filed, filed: Filed) -> dict[str, object]:
    readable = all(each.is_text and each.state is None for each in (base, filed))
    limits = {"most": BYTES_MAX // 1_000_000, "lines_max": LINES_MAX, "rows_max": ROWS_MAX}
    return {"base": base, "comparison": compared(base, filed) if readable else None, **limits}
