"""The entries behind a milestone: its delivery, and the request for changes."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from handsel.kernel.json import Facts
from handsel.record.models import Entry
from handsel.ui.links import entry_url
from handsel.web.files.presentation import attach_file_views
from handsel.web.jobs.job_view import JobView
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.milestones.entries.money import CHANGES_ASKED
from handsel.work.milestones.models import Milestone, ReportLine
from handsel.work.workroom.read_state import entries_of_job


@dataclass(frozen=True)
class Delivery:
    """A delivery that awaits an answer: its entry, and its line in the facts of that entry."""

    job: Job
    milestone: Milestone
    entry: Entry
    line: Facts

    @property
    def href(self) -> str:
        """The address of its entry."""
        return entry_url(self.job.pk, self.entry.number)

    @property
    def statement(self) -> str:
        """What the freelancer wrote about it."""
        return str(self.line.get("statement", ""))

    @property
    def files(self) -> list[Facts]:
        """The attached files."""
        return list(self.line.get("files", []))


@dataclass(frozen=True)
class ChangesAsked:
    """Why a delivery went back: who asked for changes, the reason, and the entry."""

    name: str
    entry: Entry
    reason: str
    href: str


def deliveries(job_view: JobView) -> dict[int, Delivery]:
    """The deliveries that await payment, by milestone; three queries."""
    rows = [row for row in job_view.open_milestones if row.delivered_at is not None]
    entry_ids = _delivery_entries(rows)
    entries = Entry.objects.select_related("content").in_bulk(set(entry_ids.values())) if entry_ids else {}
    by_milestone = {
        row.pk: _delivery(job_view.job, row, entries[entry_ids[row.pk]])
        for row in rows
        if row.pk in entry_ids
    }
    attach_file_views([file for delivery in by_milestone.values() for file in delivery.files], job_view.job)
    return by_milestone


def changes_asked(job_view: JobView) -> dict[int, ChangesAsked]:
    """The latest request for changes of each milestone that awaits a new delivery; one query."""
    rows = job_view.sent_back
    if not rows:
        return {}
    changes = entries_of_job(job_view.job).filter(kind=CHANGES_ASKED.name)
    entries = changes.select_related("content").order_by("number")
    newest = {entry.facts.get("ref"): entry for entry in entries}
    return {
        row.pk: _change_request(job_view.job, newest[str(row.ref)]) for row in rows if str(row.ref) in newest
    }


def _delivery_entries(rows: list[Milestone]) -> dict[int, UUID]:
    """The entry that delivered each milestone: the first report with 100% at that instant."""
    lines = ReportLine.objects.filter(
        milestone__in=rows, percent=100, report__sent_at=F("milestone__delivered_at")
    )
    pairs = lines.order_by("-pk").values_list("milestone_id", "report__entry")
    return dict(pairs) if rows else {}


def _delivery(job: Job, row: Milestone, entry: Entry) -> Delivery:
    lines = entry.facts.get("milestones", [])
    line: Facts = next((line for line in lines if line["ref"] == str(row.ref)), {})
    return Delivery(job, row, entry, line)


def _change_request(job: Job, entry: Entry) -> ChangesAsked:
    name = job.name_of(Side.CLIENT)
    return ChangesAsked(name, entry, entry.facts["reason"], entry_url(job.pk, entry.number))
