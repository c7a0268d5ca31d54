"""The status reports of a job: this week's to write, and the earlier ones to read."""

from datetime import date

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.web.asking import Asking, by, page
from handsel.web.deliveries import changes_asked
from handsel.web.heads import head_of
from handsel.web.nexts import milestone_next
from handsel.web.reach import reach
from handsel.web.reports.forms import LineForm, WordsForm
from handsel.web.reports.outcome import outcome
from handsel.web.reports.weeks import REPORTS_SHOWN, weeks_told
from handsel.web.standings import Standing, standing
from handsel.web.states import milestone_state
from handsel.web.uploads import brought
from handsel.work.jobs.stages import Side
from handsel.work.milestones import clocks
from handsel.work.milestones.models import Milestone, StatusReport
from handsel.work.milestones.reports import Line, Words, send_report, weeks_to_report

WORDS = ("done", "plans", "issues", "blocks")


@page("GET", "POST")
def reports(request: Asking, number: int) -> HttpResponse:
    """The reports of a job; a POST by the freelancer sends one."""
    where = standing(request.user, number)
    if request.method == "POST" and where.side is not Side.FREELANCER:
        raise NotFound
    sent = _sent(where)
    words, lines = _forms(request, where, sent)
    if request.method == "POST" and all([words.is_valid(), *(line.is_valid() for line in lines)]):
        return _send(request, where, words, lines)
    told = _told(where, words, lines, sent)
    return render(request, "web/reports/page.html", told, status=422 if words.is_bound else 200)


def _told(
    where: Standing, words: WordsForm, lines: list[LineForm], sent: list[StatusReport]
) -> dict[str, object]:
    asked = changes_asked(where)
    return {
        "head": head_of(where),
        "standing": where,
        "form": words,
        "lines": [
            (line, _pace(where, row, sent), asked.get(row.pk), reach(row, row.held))
            for line, row in ((line, line.milestone) for line in lines)
        ],
        "writes": _writes(where),
        "rest": [(row, milestone_state(row), milestone_next(where, row)) for row in _not_reported(where)],
        "weeks": weeks_told(where.job, sent),
        "older": len(sent) >= REPORTS_SHOWN,
        "again": None if words.is_bound else _last(where, sent),
        "releases_at": _releases_at(where),
    }


def _writes(where: Standing) -> bool:
    return where.side is Side.FREELANCER and where.is_live


def _forms(request: Asking, where: Standing, sent: list[StatusReport]) -> tuple[WordsForm, list[LineForm]]:
    weeks = weeks_to_report(where.job, clock.now(), where.calendar)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    last = _last(where, sent)
    words = WordsForm(data, weeks=weeks, initial=model_to_dict(last, WORDS) if last else None)
    rows = [row for row in where.open_milestones if row.delivered_at is None]
    return words, [LineForm(data, files, milestone=row, before=row.percent) for row in rows]


def _last(where: Standing, sent: list[StatusReport]) -> StatusReport | None:
    """What this week was told already; the delivery of a milestone by a message tells nothing of the week."""
    this = where.calendar.week_of(where.now)
    return next((report for report in sent if report.week == this and report.done), None)


def _not_reported(where: Standing) -> list[Milestone]:
    return [row for row in where.milestones if row.is_closed or row.delivered_at is not None]


def _send(request: Asking, where: Standing, words: WordsForm, lines: list[LineForm]) -> HttpResponse:
    said = dict(words.cleaned_data)
    week = said.pop("week")
    told = [_line(request, where, line) for line in lines]
    facts = send_report(by(request), where.job, week=week, lines=told, words=Words(**said))
    messages.success(request, outcome(facts, where.other_name), extra_tags="seal")
    # With a fragment of its own, or the browser would stay at the line that it was opened at.
    return redirect(f"{reverse('reports', args=[where.job.pk])}#main")


def _sent(where: Standing) -> list[StatusReport]:
    rows = StatusReport.objects.filter(job=where.job).prefetch_related("lines__milestone")
    return list(rows[:REPORTS_SHOWN])


def _line(request: Asking, where: Standing, line: LineForm) -> Line:
    said = line.cleaned_data
    files = brought(request.user, where.job, said["attached"]) if said["percent"] == 100 else []
    return Line(line.milestone.pk, said["percent"], said["statement"], files)


def _pace(where: Standing, row: Milestone, sent: list[StatusReport]) -> date | None:
    """When a milestone is done if it goes on as between its last two reported weeks."""
    told = {
        report.week: line
        for report in reversed(sent)
        for line in report.lines.all()
        if line.milestone_id == row.pk
    }
    if len(told) < 2:
        return None
    (before, earlier), (after, later) = sorted(told.items())[-2:]
    day = where.calendar.day_of(where.now)
    return clocks.pace(
        percent=later.percent, percent_before=earlier.percent, day=day, days_between=(after - before).days
    )


def _releases_at(where: Standing) -> object:
    """When a milestone delivered now and funded would be released unanswered."""
    days = where.job.auto_release_days
    return clocks.releases_at(clock.now(), days=days, calendar=where.calendar) if days else None
