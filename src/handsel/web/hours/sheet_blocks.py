"""The blocks of a timesheet as its page shows them: what may be rejected, and what became of the rest."""

from dataclasses import dataclass
from functools import cached_property

from handsel.kernel.money import Money
from handsel.trust.disputes.models import Dispute
from handsel.web.hours.block_rows import BlockRow
from handsel.web.hours.week_grid import WeekGrid
from handsel.web.hours.week_view import WeekView
from handsel.web.jobs.block_next import money_of, own_answers
from handsel.web.jobs.job_view import JobView
from handsel.work.hours.blocks import BilledBlock
from handsel.work.hours.models import ReviewedBlock, Timesheet
from handsel.work.hours.rejecting import counted_blocks


@dataclass(frozen=True)
class SheetBlocks:
    """The blocks of one timesheet, as one side reads them."""

    job_view: JobView
    week_view: WeekView
    may_object: bool

    @property
    def sheet(self) -> Timesheet | None:
        """The timesheet, once it was submitted."""
        return getattr(self.week_view.row, "sheet", None)

    @cached_property
    def reviewed(self) -> list[ReviewedBlock]:
        """The blocks that were rejected or disputed."""
        return list(self.sheet.blocks.all()) if self.sheet is not None else []

    @property
    def rows(self) -> list[BlockRow]:
        """The blocks that were rejected or disputed, in words; those that are not decided come first."""
        rows = sorted(self.reviewed, key=lambda row: (not row.is_frozen, row.number))
        return [BlockRow.reviewed(self.week_view.row, row) for row in rows]

    @property
    def frozen(self) -> Money:
        """What the blocks that are not decided cost."""
        rows = [row for row in self.reviewed if row.is_frozen]
        return money_of(rows, self.job_view.job.currency)

    @property
    def not_paid(self) -> Money:
        """What was decided not to be paid."""
        rows = [row for row in self.reviewed if not row.is_frozen]
        return Money(sum(row.amount - row.paid for row in rows), self.job_view.job.currency)

    @property
    def answers(self) -> bool:
        """Whether some of them wait for the reader's answer."""
        return self.sheet is not None and bool(own_answers(self.job_view, self.sheet))

    @cached_property
    def disputes(self) -> list[Dispute]:
        """The disputes about some of them, open and ended; no query where there are none."""
        if not any(row.disputed_at for row in self.reviewed):
            return []
        return list(Dispute.objects.filter(sheet=self.sheet).order_by("number"))

    @cached_property
    def counted(self) -> list[BilledBlock]:
        """The blocks that the reader may reject or dispute: they cost something, and are counted."""
        return counted_blocks(self.sheet) if self.sheet is not None and self.may_object else []

    @property
    def counted_rows(self) -> list[BlockRow]:
        """The same in words."""
        return [BlockRow.billed(self.week_view.row, block) for block in self.counted]

    @property
    def grid(self) -> WeekGrid:
        """The days and blocks of the week: what may be rejected has a price, and what was a state."""
        grid = self.week_view.grid
        currency = self.job_view.job.currency
        prices = {block.number: Money(block.amount, currency) for block in self.counted}
        states = {row.number: row.state for row in self.rows}
        for cell in grid.cells:
            cell.money, cell.review = prices.get(cell.number), states.get(cell.number)
        return grid
