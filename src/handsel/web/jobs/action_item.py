"""One thing that needs a person's action now, and what happens without it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.urls import reverse

from handsel.ui.job_header import NextStep
from handsel.web.jobs.job_view import JobView

LAST = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ActionItem:
    """One thing to do: what, for which job by number and title, on which page, and what happens otherwise."""

    icon: str
    title: str
    job: int
    detail: str
    href: str
    button: str
    next: NextStep | None
    days_late: int = 0
    is_unpaid: bool = False
    """Whether it is work for which no money is in escrow."""

    @property
    def order(self) -> tuple[bool, bool, int, datetime, bool]:
        """What is late first, unpaid work after the other; then the soonest, and a report after money."""
        until = self.next.until if self.next and self.next.until else LAST
        is_report = bool(self.next and self.next.about == "report")
        return not self.days_late, self.is_unpaid, -self.days_late, until, is_report


def action_item(
    job_view: JobView, icon: str, title: str, *, page: str, button: str, then: NextStep | None
) -> ActionItem:
    """One for a job, which is dealt with on one of its pages."""
    job = job_view.job
    return ActionItem(icon, title, job.pk, job.title, reverse(page, args=[job.pk]), button, then)
