"""The milestones of a job in their order, as the page of reports shows how far each is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from handsel.ui.badges import Badge
from handsel.ui.job_header import NextStep
from handsel.web.jobs.fee_breakdown import FeeBreakdown, fee_breakdown
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.milestone_next import due_next, late_next, milestone_next
from handsel.web.jobs.status import milestone_state
from handsel.web.reports.deliveries import ChangesAsked, changes_asked
from handsel.web.reports.forms import LineForm
from handsel.work.milestones import schedule
from handsel.work.milestones.models import Milestone, StatusReport


@dataclass(frozen=True)
class OpenRow:
    """A milestone that is reported on: its line of the form, and what bears on it."""

    milestone: Milestone
    line: LineForm
    pace: date | None
    changes: ChangesAsked | None
    fee_breakdown: FeeBreakdown
    next: NextStep


@dataclass(frozen=True)
class SettledRow:
    """A milestone that is delivered or closed: its state, and what happens next."""

    milestone: Milestone
    state: Badge
    next: NextStep


def progress_rows(
    job_view: JobView, lines: Iterable[LineForm], sent: Sequence[StatusReport]
) -> list[OpenRow | SettledRow]:
    """All milestones in order; those with a line of the form are reported on. One query at most."""
    changes, by_milestone = changes_asked(job_view), {line.milestone.pk: line for line in lines}
    rows: list[OpenRow | SettledRow] = []
    for milestone in job_view.milestones:
        line = by_milestone.get(milestone.pk)
        if line is None:
            rows.append(
                SettledRow(milestone, milestone_state(milestone), milestone_next(job_view, milestone))
            )
        else:
            pace, fee = _pace(job_view, milestone, sent), fee_breakdown(milestone, milestone.held)
            step = _delivery_next(job_view, milestone)
            rows.append(OpenRow(milestone, line, pace, changes.get(milestone.pk), fee, step))
    return rows


def _delivery_next(job_view: JobView, row: Milestone) -> NextStep:
    """By when a milestone is to be delivered or how late it is, and what it lacks."""
    if row.to_fund:
        return milestone_next(job_view, row)
    return late_next(job_view, row) or due_next(job_view, row)


def _pace(job_view: JobView, row: Milestone, sent: Sequence[StatusReport]) -> date | None:
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
