"""A dispute about blocks of a timesheet: they are frozen by their stage, and paid as a timesheet is."""

from dataclasses import dataclass

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.trust.disputes.subjects.port import Subject
from handsel.work.hours.blocks import dispute_parts
from handsel.work.hours.deciding import decide
from handsel.work.hours.models import ReviewedBlock, Timesheet
from handsel.work.jobs.acts import JobContext


@dataclass(frozen=True)
class HoursSubject(Subject):
    """Blocks of a timesheet."""

    sheet: Timesheet

    def unfreeze(self) -> None:
        """Nothing: blocks are frozen until they are decided."""

    def pay(self, context: JobContext, *, to_freelancer: Money, to_client: Money) -> Facts:
        """Decide the blocks; what is not in escrow of the freelancer's part is asked of the client."""
        rows = self.dispute.block_rows
        is_safe = [self._is_protected(row) for row in rows]
        parts = dispute_parts([row.amount for row in rows], is_safe, to_freelancer.minor)
        return decide(context, self.sheet, rows, parts)

    def default_part(self) -> int:
        """What protected time costs."""
        return sum(row.amount for row in self.dispute.block_rows if self._is_protected(row))

    def silence_part(self) -> int:
        """What protected time costs, too."""
        return self.default_part()

    def pay_for_silence(self, context: JobContext) -> Facts:
        """Pay the protected blocks; the others stay in the dispute."""
        safe = [row for row in self.dispute.block_rows if self._is_protected(row)]
        paid = decide(context, self.sheet, safe, [row.amount for row in safe])
        self.dispute.amount -= sum(row.amount for row in safe)
        numbers = {row.number for row in safe}
        self.dispute.blocks = [number for number in self.dispute.blocks if number not in numbers]
        return paid

    def _is_protected(self, row: ReviewedBlock) -> bool:
        return row.number in self.sheet.protected_blocks
