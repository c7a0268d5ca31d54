"""What a week comes to: its time by reason, the fee, what goes next and when, and how the last one stands."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from handsel.kernel.money import Money
from handsel.ui.badges import Badge
from handsel.ui.job_header import NextStep
from handsel.web.hours.time_groups import TimeGroups, TimeKind
from handsel.web.hours.week_view import WeekView
from handsel.web.jobs.fee_breakdown import FeeBreakdown, fee_breakdown
from handsel.web.jobs.weeks import sheet_state, week_next
from handsel.work.hours import review
from handsel.work.hours.models import JobWeek


@dataclass(frozen=True)
class WeekOutlook:
    """A week as it stands; of what its job view has, so it asks nothing of the database."""

    week_view: WeekView

    @cached_property
    def groups(self) -> TimeGroups:
        """Its time by whether it is protected, and why not."""
        return TimeGroups(self.week_view, self.week_view.paid_time.seconds)

    @property
    def awaited(self) -> Money:
        """What time costs whose screenshot is still to come."""
        rows = [group.minor for group in self.groups.by_reason if group.kind is TimeKind.AWAITED]
        return Money(sum(rows), self.week_view.job_view.job.currency)

    @property
    def unprotected(self) -> Money:
        """What other time costs that is not protected."""
        return self.week_view.unprotected - self.awaited

    @cached_property
    def fee(self) -> FeeBreakdown:
        """What the freelancer gets of it, and the fee."""
        return fee_breakdown(self.week_view.row, self.week_view.money)

    @property
    def review_ends_at(self) -> datetime | None:
        """When its review ends if nobody does anything; None once it was submitted."""
        row, job_view = self.week_view.row, self.week_view.job_view
        if not self.week_view.is_open or row.submits_at is None:
            return None
        calendar = job_view.job.business_calendar(job_view.calendar)
        days = job_view.job.policy.rules.review_days
        return review.review_ends(row.submits_at, days=days, calendar=calendar)

    @property
    def last(self) -> JobWeek | None:
        """The week before, if its timesheet was submitted."""
        row = self.week_view.earlier
        return row if row is not None and hasattr(row, "sheet") else None

    @property
    def last_state(self) -> Badge | None:
        """Its state."""
        return sheet_state(self.last) if self.last else None

    @property
    def last_next(self) -> NextStep | None:
        """What happens next with it."""
        return week_next(self.week_view.job_view, self.last) if self.last else None
