"""The status reports of a job: write this week's, read the earlier ones."""

from dataclasses import dataclass

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
from handsel.web.reports.forms import CommitsForm, LineForm, ReportTextForm
from handsel.web.reports.history import REPORTS_SHOWN, week_rows
from handsel.web.reports.progress import progress_rows
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones.models import ReportLine, StatusReport
from handsel.work.milestones.reports import ReportLineInput, ReportText, send_report, weeks_to_report

WORDS = ("done", "plans", "issues", "blocks")


@dataclass(frozen=True)
class ReportForms:
    """The forms of a report; `commits` is what only its draft is made from."""

    words: ReportTextForm
    lines: list[LineForm]
    commits: CommitsForm

    @property
    def is_valid(self) -> bool:
        """Whether the report can be sent."""
        return all([self.words.is_valid(), *(line.is_valid() for line in self.lines)])

    @property
    def is_begun(self) -> bool:
        """Whether the reader has just written something in it."""
        return self.words.is_bound or self.commits.is_bound


@page("GET", "POST")
def reports(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """The reports of a job; a POST by the freelancer sends one."""
    job_view = load_job_view(request.user, number)
    if request.method == "POST" and job_view.side is not Side.FREELANCER:
        raise NotFound
    sent = sent_reports(job_view)
    report_forms = _forms(request, job_view, sent)
    if request.method == "POST" and report_forms.is_valid:
        return _send(request, job_view, report_forms)
    return render_reports(request, job_view, report_forms, sent)


def render_reports(
    request: AuthenticatedRequest, job_view: JobView, report_forms: ReportForms, sent: list[StatusReport]
) -> HttpResponse:
    """The page of reports, with the forms as they are filled."""
    weeks, writes = week_rows(job_view.job, sent), can_write(job_view)
    is_open = writes and (report_forms.is_begun or _last_report(job_view, sent) is None)
    newest = None if is_open else next((row for row in weeks if row.report and row.report.done), None)
    words, commits = report_forms.words, report_forms.commits
    context = {
        "head": job_header(job_view, reverse("reports", args=[job_view.job.pk])),
        "job_view": job_view,
        "form": words,
        "lines": report_forms.lines,
        "commits_form": commits,
        "writes": writes,
        "rows": progress_rows(job_view, report_forms.lines, sent),
        "newest": newest,
        "weeks": [row for row in weeks if row is not newest],
        "older": len(sent) >= REPORTS_SHOWN,
        "releases_at": _releases_at(job_view),
    }
    failed = words.is_bound or bool(commits.errors)
    return render(request, "web/reports/page.html", context, status=422 if failed else 200)


def can_write(job_view: JobView) -> bool:
    """Whether the reader may send a report."""
    return job_view.side is Side.FREELANCER and job_view.is_live


def _forms(request: AuthenticatedRequest, job_view: JobView, sent: list[StatusReport]) -> ReportForms:
    weeks = weeks_to_report(job_view.job, clock.now(), job_view.calendar)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    last = _last_report(job_view, sent)
    words = ReportTextForm(data, weeks=weeks, initial=model_to_dict(last, WORDS) if last else None)
    rows = [row for row in job_view.open_milestones if row.delivered_at is None]
    lines = [LineForm(data, files, milestone=row, before=row.percent) for row in rows]
    return ReportForms(words, lines, CommitsForm(initial={"commits": request.POST.get("commits", "")}))


def _last_report(job_view: JobView, sent: list[StatusReport]) -> StatusReport | None:
    """This week's latest report; a delivery by message is a report without texts and does not count."""
    this = job_view.calendar.week_of(job_view.now)
    return next((report for report in sent if report.week == this and report.done), None)


def _send(request: AuthenticatedRequest, job_view: JobView, report_forms: ReportForms) -> HttpResponse:
    cleaned = dict(report_forms.words.cleaned_data)
    week = cleaned.pop("week")
    line_inputs = [_line(request, job_view, line) for line in report_forms.lines]
    facts = send_report(
        actor_of(request), job_view.job, week=week, lines=line_inputs, words=ReportText(**cleaned)
    )
    messages.success(request, confirmation(facts, job_view.other_name), extra_tags="seal")
    # With a fragment, or the browser would keep the old one and stay at that line.
    return redirect(f"{reverse('reports', args=[job_view.job.pk])}#main")


def sent_reports(job_view: JobView) -> list[StatusReport]:
    """The newest reports of a job, with how far they say each milestone is."""
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
