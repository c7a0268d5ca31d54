"""The page that a notice leads to."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from handsel.kernel.json import Facts
from handsel.record.models import Entry
from handsel.record.wording import TargetPage, Wording
from handsel.ui.links import entry_url
from handsel.work.hours.week_names import week_address
from handsel.work.jobs.models import Job

_ADDRESSES = {
    TargetPage.WORKROOM: "workroom",
    TargetPage.TERMS: "terms",
    TargetPage.REPORTS: "reports",
    TargetPage.BILLING: "job-billing",
    TargetPage.EXIT: "exit",
    TargetPage.TIME: "time",
    TargetPage.TIMESHEET: "timesheet",
    TargetPage.WORK_VIEW: "work-view",
}
_CALLED_ALIKE = (
    TargetPage.MONEY,
    TargetPage.ME,
    TargetPage.SECURITY,
    TargetPage.DEVICES,
    TargetPage.CONDUCT,
    TargetPage.CONSOLE_DISPUTES,
    TargetPage.CONSOLE_CONDUCT,
    TargetPage.CONSOLE_APPROVALS,
)
_OWN_ADDRESSES = {page: page.value for page in _CALLED_ALIKE} | {
    TargetPage.DATA: "my-data",
    TargetPage.SAFETY: "account_change_password",
}


def address_of(wording: Wording, job: Job | None, entry: Entry | None = None) -> str:
    """Where a notice leads to: a Workroom opens at the entry, a timesheet at its week, Work View at a day."""
    page = wording.page
    if job is not None and entry is not None and page is TargetPage.WORKROOM:
        return entry_url(job.pk, entry.number)
    if job is not None and page is TargetPage.DISPUTE:
        return reverse("dispute", args=[job.pk, wording.number])
    if job is None or page not in _ADDRESSES:
        return reverse(_OWN_ADDRESSES.get(page, "home"))
    week = wording.week or (_week(entry.facts) if entry else "")
    shows_week = week and page in {TargetPage.TIME, TargetPage.TIMESHEET}
    return reverse(_ADDRESSES[page], args=[job.pk]) + (f"?week={week}" if shows_week else _day(page, entry))


def _week(facts: Facts) -> str:
    """The week that an entry is about, if it is about one."""
    return week_address(facts["week"], facts.get("supplement", 0)) if "week" in facts else ""


def _day(page: TargetPage, entry: Entry | None) -> str:
    """The reader's day of a screenshot."""
    if page is not TargetPage.WORK_VIEW or entry is None:
        return ""
    return f"?day={timezone.localtime(datetime.fromisoformat(entry.facts['taken_at'])).date()}"
