"""The status reports of a job: write this week's, read the earlier ones."""

from datetime import date

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.upload_field import store_attachments
from handsel.web.jobs.fee_breakdown import fee_breakdown
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.web.jobs.milestone_next import milestone_next
from handsel.web.jobs.status import milestone_state
from handsel.web.reports.confirmation import confirmation
from handsel.web.reports.deliveries import changes_asked
from handsel.web.reports.forms import LineForm, ReportTextForm
from handsel.web.reports.history import REPORTS_SHOWN, week_rows
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones import schedule
from handsel.work.milestones.models import Milestone, StatusReport
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
    changes = changes_asked(job_view)
    return {
        "head": job_header(job_view),
        "job_view": job_view,
        "form": words,
        "lines": [
            (line, _pace(job_view, row, sent), changes.get(row.pk), fee_breakdown(row, row.held))
            for line, row in ((line, line.milestone) for line in lines)
        ],
        "writes": _can_write(job_view),
        "rest": [
            (row, milestone_state(row), milestone_next(job_view, row)) for row in _not_reported(job_view)
        ],
        "weeks": week_rows(job_view.job, sent),
        "older": len(sent) >= REPORTS_SHOWN,
        "again": None if words.is_bound else _last_report(job_view, sent),
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


def _not_reported(job_view: JobView) -> list[Milestone]:
    return [row for row in job_view.milestones if row.is_closed or row.delivered_at is not None]


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
    rows = StatusReport.objects.filter(job=job_view.job).prefetch_related("lines__milestone")
    return list(rows[:REPORTS_SHOWN])


def _line(request: AuthenticatedRequest, job_view: JobView, line: LineForm) -> ReportLineInput:
    cleaned = line.cleaned_data
    files = (
        store_attachments(request.user, job_view.job, cleaned["attached"])
        if cleaned["percent"] == 100
        else []
    )
    return ReportLineInput(line.milestone.pk, cleaned["percent"], cleaned["statement"], files)


def _pace(job_view: JobView, row: Milestone, sent: list[StatusReport]) -> date | None:
    """When a milestone is done at the pace of its last two reported weeks."""
    lines_by_week = {
        report.week: line
        for report in reversed(sent)
        for line in report.lines.all()
        if line.milestone_id == row.pk
    }
    if len(lines_by_week) < 2:
        return None
    (before, earlier), (after, later) = sorted(lines_by_week.items())[-2:]
    day = job_view.calendar.day_of(job_view.now)
    return schedule.pace(
        percent=later.percent, percent_before=earlier.percent, day=day, days_between=(after - before).days
    )


def _releases_at(job_view: JobView) -> object:
    """When a milestone that is funded and delivered now would be released unanswered."""
    days = job_view.job.auto_release_days
    return job_view.deadline(days) if days else None
