"""A timesheet to take along: as CSV for programs, as PDF for people."""

import csv
from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone

from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.ui.context import house_at
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.base.pdf import pdf_response
from handsel.web.hours.sheet_view import SheetView, load_sheet_view
from handsel.work.hours.models import JobWeek

COLUMNS = ["start", "end", "seconds", "memo", "source", "protected", "supplement"]
FORMULA_SIGNS = "=+-@\t\r"
"""A spreadsheet takes a cell that begins with one of these for a formula."""


@page()
def sheet_csv(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The time of a week as CSV: times in UTC, durations in seconds."""
    sheet_view = _sheet_view(request.user, pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_name(sheet_view)}.csv"'
    csv.writer(response).writerows(_rows(sheet_view))
    return response


@page()
def sheet_pdf(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The timesheet of a week as a PDF, in site time."""
    sheet_view = _sheet_view(request.user, pk)
    context = {"sheet_view": sheet_view, "week_view": sheet_view.week_view, "house": house_at()}
    with timezone.override(house_calendar().zone):
        html = render_to_string("web/hours/sheet_print.html", context)
    return pdf_response(html, str(request.user.pk), _name(sheet_view))


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(tuple(FORMULA_SIGNS)) else text


def _sheet_view(person: Person, pk: int) -> SheetView:
    week = get_object_or_404(JobWeek.objects.of(person), pk=pk)
    _job_view, sheet_view = load_sheet_view(person, week.job_id, week.address)
    assert sheet_view is not None, "a week that was named is shown"
    return sheet_view


def _name(sheet_view: SheetView) -> str:
    row = sheet_view.week_view.row
    return f"timesheet-{row.job_id}-{row.address}"


def _rows(sheet_view: SheetView) -> Iterator[list[object]]:
    yield [*COLUMNS]
    safe = {row.time.pk for row in sheet_view.week_view.span_rows if row.verdict.is_protected}
    number = sheet_view.week_view.row.supplement
    for row in sheet_view.week_view.spans:
        start, end = row.started_at.isoformat(), row.ended_at.isoformat()
        protected = "yes" if row.pk in safe else "no"
        yield [start, end, row.span.seconds, safe_cell(row.memo), row.source, protected, number]
