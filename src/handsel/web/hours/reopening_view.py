"""How a timesheet may be reopened, as its page says it to one side."""

from dataclasses import dataclass
from datetime import datetime

from handsel.web.jobs.job_view import JobView
from handsel.work.hours.models import Timesheet
from handsel.work.hours.paying import is_due
from handsel.work.hours.reopening import can_be_reopened
from handsel.work.hours.review import resubmits_at
from handsel.work.jobs.lifecycle import Side


@dataclass(frozen=True)
class ReopeningView:
    """A timesheet, and what one side asks of the other about it."""

    job_view: JobView
    sheet: Timesheet

    @property
    def can_be_asked(self) -> bool:
        """Whether the reader may ask the other side to reopen it."""
        return self._is_open and not self.sheet.reopening_by

    @property
    def is_asked(self) -> bool:
        """Whether there is a request that waits for an answer."""
        return self._is_open and bool(self.sheet.reopening_by)

    @property
    def is_own(self) -> bool:
        """Whether the reader made the request."""
        return self.sheet.reopening_by == self.job_view.side

    @property
    def is_freelancer(self) -> bool:
        """Whether the reader is the freelancer, whose time it is."""
        return self.job_view.side is Side.FREELANCER

    @property
    def submits_at(self) -> datetime:
        """When it is submitted again at the latest, if both agree now."""
        job_view = self.job_view
        return resubmits_at(job_view.now, job_view.job.business_calendar(job_view.calendar))

    @property
    def _is_open(self) -> bool:
        return can_be_reopened(self.sheet) and not is_due(self.sheet, self.job_view.now)
