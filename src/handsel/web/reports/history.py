"""The weeks of a job as its page of reports lists them: each report, and each missed week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from handsel.record.models import Entry
from handsel.ui.links import entry_url
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import StatusReport
from handsel.work.workroom.read_state import entries_of_job


@dataclass(frozen=True)
class WeekRow:
    """A week on the record: with its report, or None if it was missed."""

    week: date
    entry: Entry
    href: str
    report: StatusReport | None = None


REPORTS_SHOWN = 26


def week_rows(job: Job, sent: Iterable[StatusReport]) -> list[WeekRow]:
    """The newest reports and the missed weeks, newest first; one query."""
    reports = {report.entry: report for report in sent}
    entries = entries_of_job(job).filter(Q(kind="report.late") | Q(pk__in=reports)).select_related("content")
    rows = [_week_row(job, entry, reports.get(entry.pk)) for entry in entries]
    reported = {row.week for row in rows if row.report}
    # Weeks before the oldest report shown may have reports that are not shown.
    since = min(reported) if len(reports) >= REPORTS_SHOWN else date.min
    kept = [row for row in rows if row.report or (row.week not in reported and row.week >= since)]
    return sorted(kept, key=lambda row: (row.week, row.entry.number), reverse=True)


def _week_row(job: Job, entry: Entry, report: StatusReport | None) -> WeekRow:
    week = report.week if report else date.fromisoformat(entry.facts["week"])
    return WeekRow(week, entry, entry_url(job.pk, entry.number), report)
