"""The earlier timesheets of a job, and how each ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.ui.badges import Badge
from handsel.ui.datetime_format import when_time
from handsel.ui.money_format import money_data
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.refunded_payments import refunded_payment
from handsel.web.jobs.weeks import sheet_state, week_next
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.lifecycle import SheetStage
from handsel.work.hours.models import JobWeek, Timesheet

SHOWN_MAX = 10


@dataclass(frozen=True)
class EarlierSheet:
    """A timesheet that was submitted, of an earlier week than the one that is shown."""

    job_view: JobView
    row: JobWeek

    @cached_property
    def sheet(self) -> Timesheet:
        """The timesheet."""
        sheet: Timesheet = self.row.sheet
        return sheet

    @property
    def length(self) -> str:
        """How much time is paid, in words."""
        return duration_text(self.sheet.time.seconds)

    @property
    def amount(self) -> Money:
        """What it costs."""
        return Money(self.sheet.amounts.whole, self.job_view.job.currency)

    @property
    def state(self) -> Badge:
        """Its state."""
        return sheet_state(self.row)

    @property
    def ending(self) -> SafeString | str:
        """How it ended; what happens next with one that has not."""
        if self.sheet.stage == SheetStage.NOTHING:
            return _("No hours were worked.")
        if self.sheet.stage != SheetStage.PAID or self.sheet.closed_at is None:
            return format_html("{}", week_next(self.job_view, self.row).words)
        if self.sheet.approved_at is not None:
            text = format_html(_("Approved {when}."), when=when_time(self.sheet.approved_at))
        else:
            text = format_html(_("Paid {when}, after the review."), when=when_time(self.sheet.closed_at))
        unpaid, refunded = self.amount - self.row.released, refunded_payment(self.row)
        if unpaid:
            text += format_html(" " + _("{amount} was not paid."), amount=money_data(unpaid))
        if refunded:
            text += format_html(" " + _("{amount} was refunded later."), amount=money_data(refunded))
        return text


def earlier_sheets(job_view: JobView, shown: JobWeek) -> Sequence[EarlierSheet]:
    """The last timesheets before that of a week, the newest first."""
    rows = [row for row in job_view.weeks if hasattr(row, "sheet") and not row.is_reopened]
    rows = [row for row in rows if (row.monday, row.supplement) < (shown.monday, shown.supplement)]
    return [EarlierSheet(job_view, row) for row in reversed(rows[-SHOWN_MAX:])]
