"""The timesheet of a week as its page shows it: what it costs, what is paid, and what returns."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db.models import prefetch_related_objects

from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.money.escrow import fees
from handsel.people.models import Person
from handsel.ui.badges import Badge
from handsel.ui.job_header import NextStep
from handsel.web.hours.reopening_view import ReopeningView
from handsel.web.hours.sheet_blocks import SheetBlocks
from handsel.web.hours.sheet_rest import rest_of
from handsel.web.hours.time_groups import TimeGroups
from handsel.web.hours.week_view import WeekView, week_view_of
from handsel.web.jobs.fee_breakdown import FeeBreakdown, fee_breakdown
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.web.jobs.weeks import review_next, sheet_state
from handsel.work.hours.blocks import returned
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.lifecycle import TO_WORK, SheetStage, WeekStage
from handsel.work.hours.models import JobWeek, Timesheet
from handsel.work.hours.pay import PaidTime, Shortage, pay_from, sheet_amounts
from handsel.work.hours.paying import is_due
from handsel.work.hours.review import held_until
from handsel.work.jobs.lifecycle import Side


@dataclass(frozen=True)
class SheetView:
    """One timesheet, or the time of a week that has none yet, as one side reads it."""

    job_view: JobView
    week_view: WeekView

    @property
    def sheet(self) -> Timesheet | None:
        """The timesheet, once it was submitted; none while it is reopened."""
        row = self.week_view.row
        return None if row.is_reopened else getattr(row, "sheet", None)

    @property
    def reopening(self) -> ReopeningView | None:
        """How it may be reopened, and whether it was; none before it is submitted."""
        sheet = getattr(self.week_view.row, "sheet", None)
        return ReopeningView(self.job_view, sheet) if sheet is not None else None

    @property
    def state(self) -> Badge:
        """Its state."""
        return sheet_state(self.week_view.row)

    @property
    def next(self) -> NextStep:
        """What happens next with it, and when, if nobody does anything."""
        return review_next(self.job_view, self.week_view.row)

    @property
    def time(self) -> PaidTime:
        """The time that is paid: up to the limit of the week."""
        if self.sheet is not None:
            return self.sheet.time
        return self.week_view.paid_time

    @property
    def paid_length(self) -> str:
        """How much time is paid, in words."""
        return duration_text(self.time.seconds)

    @property
    def amount(self) -> Money:
        """What it costs."""
        return self._money(sheet_amounts(self.time, self.week_view.row.rate).whole)

    @cached_property
    def groups(self) -> TimeGroups:
        """Its time by what it was for: exceptions first, each with the blocks that the reader may select."""
        selectable = {block.number for block in self.blocks.counted}
        return TimeGroups(self.week_view, self.time.seconds, selectable)

    @cached_property
    def blocks(self) -> SheetBlocks:
        """Its blocks: what was rejected or disputed of it, and what may be."""
        return SheetBlocks(self.job_view, self.week_view, may_object=self.approves)

    @property
    def in_review(self) -> bool:
        """Whether its review runs."""
        sheet = self.sheet
        return (
            sheet is not None and sheet.stage == SheetStage.SUBMITTED and not is_due(sheet, self.job_view.now)
        )

    @property
    def is_client(self) -> bool:
        """Whether the reader is the client."""
        return self.job_view.side is Side.CLIENT

    @property
    def approves(self) -> bool:
        """Whether the reader may approve it now."""
        return self.in_review and self.is_client

    @property
    def pays_rest(self) -> bool:
        """Whether the reader is asked for what is missing."""
        return self.sheet is not None and self.sheet.is_short and self.is_client

    @property
    def submits(self) -> bool:
        """Whether the reader may submit it: the week is over, and it was not submitted yet."""
        row = self.week_view.row
        is_over = row.stage in TO_WORK and row.ends_at <= self.job_view.now
        return is_over and self.job_view.is_live and self.job_view.side is Side.FREELANCER

    @property
    def can_hold(self) -> bool:
        """Whether the reader may hold it back: the week has begun, and it is neither held nor submitted."""
        row = self.week_view.row
        is_new = row.held_at is None and not row.is_reopened and not row.supplement
        return self.week_view.changes and is_new and row.starts_at <= self.job_view.now

    @property
    def held_until(self) -> datetime:
        """Until when it may be held back at most."""
        return held_until(self.week_view.row.monday, self.job_view.calendar)

    @property
    def missing(self) -> Money | None:
        """What was short when it was to be paid."""
        return self.sheet.missing_money if self.sheet is not None and self.sheet.missing else None

    @property
    def shortage(self) -> Shortage:
        """What approving pays now, and what would then be missing."""
        sheet, row = self.sheet, self.week_view.row
        amounts = sheet.rest if sheet is not None else sheet_amounts(self.time, row.rate)
        return pay_from(amounts, held=row.held.minor)

    @property
    def pays(self) -> FeeBreakdown:
        """What approving pays, with its fee; what is left returns to the client."""
        return fee_breakdown(self.week_view.row, self._money(self.shortage.paid.whole))

    @property
    def lacks(self) -> Money | None:
        """What approving cannot pay from what is held."""
        lacking = self.shortage.missing.whole
        return self._money(lacking) if lacking else None

    @property
    def returns(self) -> Money:
        """What returns to the client's wallet, with the fee that was paid on it."""
        holding = self.week_view.row.holding
        if holding is None:
            return self._money(0)
        paid = self.shortage.paid.whole
        after = replace(holding.held, released=holding.released + paid)
        share = fees.refund(holding.terms, after, returned(held=after.left, frozen=self.blocks.frozen.minor))
        return self._money(share.part + share.fee)

    @property
    def rest(self) -> dict[str, object]:
        """What paying the rest takes; nothing if the reader is not asked for it."""
        return rest_of(self.job_view, self.sheet) if self.pays_rest and self.sheet else {}

    def _money(self, minor: int) -> Money:
        return Money(minor, self.job_view.job.currency)


def load_sheet_view(person: Person, number: int, address: str = "") -> tuple[JobView, SheetView | None]:
    """The timesheet at an address; without one, that which waits for somebody, or else the newest.

    Raises `NotFound` for a job that is not theirs, at a fixed price, or without that week.
    """
    job_view = load_job_view(person, number)
    if not job_view.job.is_hourly:
        raise NotFound
    rows = {row.address: row for row in job_view.weeks}
    row = rows.get(address) if address else _waiting(job_view)
    if address and row is None:
        raise NotFound
    if row is None:
        return job_view, None
    prefetch_related_objects([row], "spans")
    return job_view, SheetView(job_view, week_view_of(job_view, row))


def _waiting(job_view: JobView) -> JobWeek | None:
    """The first week that waits for an answer, for money or for its blocks; else the last that has begun."""
    waiting = [row for row in job_view.weeks if row.stage == WeekStage.SETTLING or row.is_reopened]
    waiting.sort(key=lambda row: row.sheet.waits_for_blocks)
    begun = [row for row in job_view.weeks if row.starts_at <= job_view.now]
    return next(iter([*waiting, *reversed(begun), *job_view.weeks]), None)
