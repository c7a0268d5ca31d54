"""The status reports of a job: write this week's, read the earlier ones."""

from django.contrib import messages
from django.db.models import Prefetch
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.upload_field import store_attachments
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.web.reports.confirmation import confirmation
from handsel.web.reports.forms import LineForm, ReportTextForm
from handsel.web.reports.history import REPORTS_SHOWN, week_rows
from handsel.web.reports.progress import progress_rows
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones.models import ReportLine, StatusReport
from handsel.work.milestones.reports import ReportLineInput, ReportText, send_report, weeks_to_report

WORDS = ("done", "plans", "issues", "blocks")


@page("GET", "POST")
def reports(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """The reports of a job; a POST by the freelancer sends one."""
    job_view = load_job_view(request.user, number)
    if request.method == "POST" and job_view.side is not Side.FREELANCER:
        raise NotFound
    sent = _sent_reports(job_view)
    words, lines = _forms(request, job_view, sent)
    if request.method == "POST" and all([words.is_valid(), *(line.is_valid() for line in lines)]):
        return _send(request, job_view, words, lines)
    context = _context(job_view, words, lines, sent)
    return render(request, "web/reports/page.html", context, status=422 if words.is_bound else 200)


def _context(
    job_view: JobView, words: ReportTextForm, lines: list[LineForm], sent: list[StatusReport]
) -> dict[str, object]:
    weeks, writes = week_rows(job_view.job, sent), _can_write(job_view)
    is_open = writes and (words.is_bound or _last_report(job_view, sent) is None)
    newest = None if is_open else next((row for row in weeks if row.report and row.report.done), None)
    return {
        "head": job_header(job_view, reverse("reports", args=[job_view.job.pk])),
        "job_view": job_view,
        "form": words,
        "lines": lines,
        "writes": writes,
        "rows": progress_rows(job_view, lines, sent),
        "newest": newest,
        "weeks": [row for row in weeks if row is not newest],
        "older": len(sent) >= REPORTS_SHOWN,
        "releases_at": _releases_at(job_view),
    }


def _can_write(job_view: JobView) -> bool:
    return job_view.side is Side.FREELANCER and job_view.is_live


def _forms(
    request: AuthenticatedRequest, job_view: JobView, sent: list[StatusReport]
) -> tuple[ReportTextForm, list[LineForm]]:
    weeks = weeks_to_report(job_view.job, clock.now(), job_view.calendar)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    last = _last_report(job_view, sent)
    words = ReportTextForm(data, weeks=weeks, initial=model_to_dict(last, WORDS) if last else None)
    rows = [row for row in job_view.open_milestones if row.delivered_at is None]
    return words, [LineForm(data, files, milestone=row, before=row.percent) for row in rows]


def _last_report(job_view: JobView, sent: list[StatusReport]) -> StatusReport | None:
    """This week's latest report; a delivery by message is a report without texts and does not count."""
    this = job_view.calendar.week_of(job_view.now)
    return next((report for report in sent if report.week == this and report.done), None)


def _send(
    request: AuthenticatedRequest, job_view: JobView, words: ReportTextForm, lines: list[LineForm]
) -> HttpResponse:
    cleaned = dict(words.cleaned_data)
    week = cleaned.pop("week")
    line_inputs = [_line(request, job_view, line) for line in lines]
    facts = send_report(
        actor_of(request), job_view.job, week=week, lines=line_inputs, words=ReportText(**cleaned)
    )
    messages.success(request, confirmation(facts, job_view.other_name), extra_tags="seal")
    # With a fragment, or the browser would keep the old one and stay at that line.
    return redirect(f"{reverse('reports', args=[job_view.job.pk])}#main")


def _sent_reports(job_view: JobView) -> list[StatusReport]:
    lines = ReportLine.objects.select_related("milestone").order_by("milestone__position")
    rows = StatusReport.objects.filter(job=job_view.job).prefetch_related(Prefetch("lines", lines))
    return list(rows[:REPORTS_SHOWN])


def _line(request: AuthenticatedRequest, job_view: JobView, line: LineForm) -> ReportLineInput:
    cleaned = line.cleaned_data
    files = (
        store_attachments(request.user, job_view.job, cleaned["attached"])
        if cleaned["percent"] == 100
        else []
    )
    return ReportLineInput(line.milestone.pk, cleaned["percent"], cleaned["statement"], files)


def _releases_at(job_view: JobView) -> object:
    """When a milestone that is funded and delivered now would be released unanswered."""
    days = job_view.job.auto_release_days
    return job_view.deadline(days) if days else None
