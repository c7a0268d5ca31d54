"""The evidence of a dispute as it was: its entries as a Workroom shows them, their files, and screenshots.

For who decides it alone: an operator, or the outside arbiter, who has opened it to read.
"""

from collections.abc import Iterator
from pathlib import Path

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from handsel.kernel import clock
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.record.models import Entry, StoredFile
from handsel.search.groups import files_of
from handsel.trust.disputes.deciding import has_read
from handsel.trust.disputes.models import Dispute
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.base.sandbox import sandboxed
from handsel.web.disputes.subjects import DisputedBlock
from handsel.web.files.presentation import FileView, attach_file_views
from handsel.web.files.serving import download, preview
from handsel.web.jobs.actors import actors_in
from handsel.web.workroom.entry_page import EntryPage
from handsel.web.workroom.filters import parse_entry_filter
from handsel.web.workroom.timeline import EntryView, entry_view
from handsel.work.hours.models import Shot
from handsel.work.hours.shots.image import MEDIA_TYPE
from handsel.work.hours.shots.lifecycle import ShotState
from handsel.work.hours.shots.storage import path_of, thumbnail_of
from handsel.work.hours.shots.viewing import log_view
from handsel.work.hours.weeks import Span
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job, OutsideArbiter
from handsel.work.workroom.models import JobFile


def evidence_context(dispute: Dispute, blocks: list[DisputedBlock], base: str) -> Facts:
    """What its part of the page shows: the picked entries, and the screenshots of each disputed block."""
    shots = list(_shots(dispute)) if blocks else []
    pictures = [(block, [shot for shot in shots if block.has(shot.taken_at)]) for block in blocks]
    return {
        "evidence": list(_views(dispute, base)),
        "pictures": [(block, some) for block, some in pictures if some],
        "evidence_url": base,
        "entry_filter": parse_entry_filter({}),
        "page_obj": EntryPage([], None, []),
        "is_read_only": True,
    }


@page()
def dispute_evidence(
    request: AuthenticatedRequest, number: int, dispute: int, kind: str, pk: int
) -> HttpResponseBase:
    """A file or a screenshot of the evidence, for an operator who is neither side and reads the dispute."""
    row = get_object_or_404(Dispute.objects.exclude(handed_at=None), job=number, number=dispute)
    row.job = Job.objects.with_people().get(pk=number)
    person = request.user
    if not person.operates(clock.now()) or row.job.side_of(person.pk) is not Side.HOUSE:
        raise NotFound
    return serve_evidence(request, row, person, kind, pk)


def serve_evidence(
    request: HttpRequest, dispute: Dispute, reader: Person | OutsideArbiter, kind: str, pk: int
) -> HttpResponseBase:
    """A file or its preview, or a screenshot, who looks at which is logged, or its thumbnail."""
    if not has_read(reader.pk, dispute):
        raise NotFound
    if kind in {"file", "preview"}:
        rows = JobFile.objects.filter(job=dispute.job, pk__in=_file_keys(dispute))
        file_view = FileView(get_object_or_404(rows.select_related("stored"), pk=pk))
        return _file(request, file_view) if kind == "file" else _uncached(preview(file_view, 0))
    if kind not in {"shot", "thumbnail"}:
        raise NotFound
    shot = get_object_or_404(_shots(dispute), pk=pk)
    if not any(span.start <= shot.taken_at < span.end for span in _spans(dispute)):
        raise NotFound
    answer = _picture(path_of(shot.commitment) if kind == "shot" else thumbnail_of(shot.commitment))
    if kind == "shot":
        log_view(shot, reader, clock.now())
    return answer


def _uncached(answer: HttpResponseBase) -> HttpResponseBase:
    """A page of a file, which a browser keeps no longer than its reader may see it."""
    answer["Cache-Control"] = "private, no-store"
    return answer


def _file(request: HttpRequest, file_view: FileView) -> HttpResponseBase:
    """The file; of one that is too large for the virus check, first a page that says so."""
    if file_view.stored.verdict == StoredFile.Verdict.TOO_LARGE and "unchecked" not in request.GET:
        context = {"file_view": file_view, "fetch": request.path}
        return render(request, "web/disputes/unchecked_file.html", context)
    return download(file_view)


def evidence_url(dispute: Dispute) -> str:
    """Where the evidence is for operators; a kind and a number follow."""
    args = [dispute.job_id, dispute.number, "file", 0]
    return reverse("dispute-evidence", args=args).removesuffix("file/0/")


def _entries(dispute: Dispute) -> list[Entry]:
    numbers = {*dispute.evidence, *dispute.answer_evidence}
    rows = Entry.objects.filter(chain__subject=dispute.job.uuid, number__in=numbers)
    return list(rows.select_related("content").order_by("number"))


def _views(dispute: Dispute, base: str) -> Iterator[EntryView]:
    """The entries with their files at the addresses of this dispute; they lead nowhere else."""
    entries, job = _entries(dispute), dispute.job
    cast = actors_in(job, {entry.actor for entry in entries})
    views = [entry_view(entry, cast.actor_at(entry.actor, entry.at), job) for entry in entries]
    files = [file for view in views for file in view.files]
    attach_file_views(files, job)
    for file in files:
        file["place"], file["thumb"] = f"{base}file/{file['file']}/", f"{base}preview/{file['file']}/"
    return iter(views)


def _file_keys(dispute: Dispute) -> list[int]:
    return [file["file"] for entry in _entries(dispute) for file in files_of(entry.facts)]


def _shots(dispute: Dispute) -> "QuerySet[Shot]":
    """The screenshots of its week that are kept, with their time still on the job."""
    if dispute.sheet is None:
        return Shot.objects.none()
    rows = Shot.objects.filter(week=dispute.sheet.week, state=ShotState.KEPT)
    timed: QuerySet[Shot] = rows.filter(segment__spans__job=dispute.job).select_related("job").distinct()
    return timed


def _spans(dispute: Dispute) -> list[Span]:
    week = dispute.sheet.week.calendar_week if dispute.sheet else None
    return [week.block(number) for number in dispute.blocks] if week else []


def _picture(place: Path) -> HttpResponse:
    try:
        answer = HttpResponse(place.read_bytes(), content_type=MEDIA_TYPE)
    except FileNotFoundError:
        raise NotFound from None
    answer["Cache-Control"] = "private, no-store"
    return sandboxed(answer)
