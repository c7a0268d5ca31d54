"""Filling the report of an hourly job from what its week has: time, files, and commits that are pasted."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.web.reports.forms import TEXT_MAX, CommitsForm, ReportTextForm
from handsel.web.reports.views import WORDS, ReportForms, can_write, render_reports, sent_reports
from handsel.work.hours.models import ReceivedSegment, TimeSpan
from handsel.work.hours.report_draft import ReportDraft, WeekMaterial, draft_report
from handsel.work.hours.weeks import week_from
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones.reports import weeks_to_report
from handsel.work.workroom.models import JobFile


@page("POST")
def draft(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Draft the report of a week for its freelancer to edit; nothing is sent."""
    job_view = load_job_view(request.user, number)
    if not (job_view.job.is_hourly and can_write(job_view)):
        raise NotFound
    weeks = weeks_to_report(job_view.job, clock.now(), job_view.calendar)
    typed = ReportTextForm(request.POST, weeks=weeks)
    typed.is_valid()
    commits = CommitsForm(request.POST)
    initial = {"week": request.POST.get("week"), **{name: request.POST.get(name) for name in WORDS}}
    if commits.is_valid():
        week = typed.cleaned_data.get("week", weeks[0])
        material = week_material(job_view, week, commits.cleaned_data["commits"])
        filled = draft_report(material, typed=request.POST.get("done", ""), length_max=TEXT_MAX)
        messages.info(request, _outcome(filled))
        initial["done"] = filled.text
    words = ReportTextForm(weeks=weeks, initial=initial)
    return render_reports(request, job_view, ReportForms(words, [], commits), sent_reports(job_view))


def week_material(job_view: JobView, monday: date, commits: str) -> WeekMaterial:
    """What the freelancer recorded and posted in a week of a job, in order; three queries."""
    week = week_from(monday, job_view.calendar).span
    spans = TimeSpan.objects.filter(job=job_view.job, week__monday=monday).order_by("started_at")
    freelancer = job_view.job.party(Side.FREELANCER)
    files = JobFile.objects.filter(
        job=job_view.job,
        brought_by=freelancer.person_id if freelancer else None,
        brought_at__gte=week.start,
        brought_at__lt=week.end,
    )
    names = files.order_by("brought_at", "pk").values_list("name", "version")
    segments = ReceivedSegment.objects.filter(spans__in=spans).distinct()
    noted = [row["subject"] for segment in segments for row in segment.fields["commits"]]
    return WeekMaterial([(row.memo, row.span.seconds) for row in spans], list(names), noted, commits)


def _outcome(filled: ReportDraft) -> str:
    if filled.left_out:
        words = ngettext(
            "Draft filled in. {count} line did not fit and is left out. Nothing is sent yet.",
            "Draft filled in. {count} lines did not fit and are left out. Nothing is sent yet.",
            filled.left_out,
        )
        return words.format(count=filled.left_out)
    if filled.added:
        return _("Draft filled in. Edit it, then send it: nothing is sent yet.")
    return _("Nothing to add: no other time, files or commits for this week.")
