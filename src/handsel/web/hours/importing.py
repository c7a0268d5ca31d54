"""Importing time from a CSV file: the file, how it is read, what it would add, and then the act."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from handsel.kernel.fair_share import FairShare
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound, Refusal
from handsel.record.actions import was_performed
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import add_refusal
from handsel.web.hours.import_file import CsvForm, unpacked
from handsel.web.hours.import_form import ReadingForm
from handsel.web.hours.import_preview import ImportPreview, import_preview
from handsel.web.hours.time_form import REFUSED_FIELDS
from handsel.web.hours.views import week_page
from handsel.web.hours.week_view import WeekView, load_week_view
from handsel.web.jobs.header import job_header
from handsel.work.hours.csv_import.table import Table
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.recording import IMPORT_MAX, import_time
from handsel.work.hours.refusals import NotByHand
from handsel.work.jobs.lifecycle import Side

READ_AT_ONCE_MAX = 2
files_read = FairShare(most=READ_AT_ONCE_MAX, share=1)


class ImportsBusy(Refusal):
    """As many files are read as this site can at once, or one of the same person."""

    what = gettext_noop(
        "This site is reading as many files of time as it can at once, or another one of yours."
    )
    kept = gettext_noop("Yours was not read, and nothing was added.")
    way_out = gettext_noop("Try again in a few seconds.")


@page("GET", "POST")
def import_page(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Choose a file, say how it is read, look at what it would add, and import it."""
    week_view = _own_week(request, number)
    if request.method == "POST":
        with _turn_of(request):
            return _sent(request, number, week_view)
    context = {"head": job_header(week_view.job_view), "form": CsvForm()}
    return render(request, "web/hours/import.html", context)


@contextmanager
def _turn_of(request: AuthenticatedRequest) -> Iterator[None]:
    """A file is read by few requests at once, and by one of each person: it takes the processor alone."""
    who = str(request.user.pk)
    if not files_read.take(who):
        raise ImportsBusy
    try:
        yield
    finally:
        files_read.give_back(who)


def _sent(request: AuthenticatedRequest, number: int, week_view: WeekView) -> HttpResponse:
    """What a file says, or what is wrong with it; with `import`, the week in which it was imported."""
    if "import" in request.POST and was_performed(actor_of(request)):
        return redirect("time", number)
    table = unpacked(request.POST["packed"]) if "packed" in request.POST else None
    if table is not None:
        return _read(request, week_view, table, request.POST["packed"])
    form = CsvForm(request.POST, request.FILES)
    if form.is_valid():
        return _read(request, week_view, form.cleaned_data["file"], form.packed)
    context = {"head": job_header(week_view.job_view), "form": form}
    return render(request, "web/hours/import.html", context, status=422)


def _own_week(request: AuthenticatedRequest, number: int) -> WeekView:
    """The job as its freelancer sees it; raises `NotByHand` where its terms take no such time."""
    job_view, week_view = load_week_view(request.user, number)
    if week_view is None or job_view.side is not Side.FREELANCER:
        raise NotFound
    if not week_view.by_hand:
        raise NotByHand
    return week_view


def _read(request: AuthenticatedRequest, week_view: WeekView, table: Table, packed: str) -> HttpResponse:
    """Show what a file would add; with `import`, add it if it is still what was looked at."""
    job = week_view.job_view.job
    form = ReadingForm(request.POST, table=table, person=request.user, title=job.title)
    preview = import_preview(table, form.reading(), week_view) if form.is_valid() else None
    expected = _expected(preview) if preview else ""
    changed = bool(preview) and "import" in request.POST and request.POST.get("expected") != expected
    if preview is not None and preview.rows and "import" in request.POST and not changed:
        facts = _import(request, week_view, form, preview)
        if facts is not None:
            return week_page(job.pk, facts)
    context = {
        "head": job_header(week_view.job_view),
        "form": form,
        "preview": preview,
        "packed": packed,
        "changed": changed,
        "most": IMPORT_MAX,
        "expected": expected,
    }
    return render(request, "web/hours/import_preview.html", context)


def _expected(preview: ImportPreview) -> str:
    """What somebody looked at: how many rows, and how long they are."""
    return f"{len(preview.rows)} {preview.length}"


def _import(
    request: AuthenticatedRequest, week_view: WeekView, form: ReadingForm, preview: ImportPreview
) -> Facts | None:
    """What was recorded; None if it was refused, which the form then says."""
    try:
        facts = import_time(actor_of(request), week_view.job_view.job, times=preview.times)
    except tuple(REFUSED_FIELDS) as refusal:
        add_refusal(form, refusal)
        return None
    length = duration_text(sum(row["seconds"] for row in facts["spans"]))
    messages.success(request, _("{time} imported. It is not protected.").format(time=length))
    return facts
