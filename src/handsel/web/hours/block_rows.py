"""A block of a timesheet in words: when, how long, what it costs, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from handsel.kernel.money import Money, total
from handsel.ui.badges import Badge
from handsel.ui.datetime_format import when_text
from handsel.work.hours.blocks import BilledBlock
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.lifecycle import BLOCK_LABELS, BlockStage
from handsel.work.hours.models import JobWeek, ReviewedBlock

SIGNS: dict[BlockStage, tuple[str, str]] = {
    BlockStage.COUNTED: ("busy", "eye"),
    BlockStage.REJECTED: ("bad", "cross"),
    BlockStage.CONTESTED: ("bad", "flag"),
    BlockStage.DISPUTED: ("bad", "flag"),
    BlockStage.PAID: ("good", "paid"),
    BlockStage.DROPPED: ("mute", "return"),
    BlockStage.SPLIT: ("good", "check"),
}
"""The tone and the icon of each stage of a block."""


@dataclass(frozen=True)
class BlockRow:
    """One block as a list shows it."""

    number: int
    when: str
    length: str
    money: Money
    review: ReviewedBlock | None = None

    @classmethod
    def billed(cls, week: JobWeek, block: BilledBlock) -> "BlockRow":
        """A block that was neither rejected nor disputed."""
        return cls._of(week, block.number, block.seconds, block.amount)

    @classmethod
    def reviewed(cls, week: JobWeek, row: ReviewedBlock) -> "BlockRow":
        """A block that was."""
        return cls._of(week, row.number, row.seconds, row.amount, row)

    @property
    def quote(self) -> str:
        """What was said of it last: why it was rejected or disputed, or why that is contested."""
        return (self.review.answer or self.review.reason) if self.review else ""

    @property
    def state(self) -> Badge:
        """Its state."""
        stage = BlockStage(self.review.stage) if self.review else BlockStage.COUNTED
        return Badge(*SIGNS[stage], _(BLOCK_LABELS[stage]))

    @classmethod
    def _of(
        cls, week: JobWeek, number: int, seconds: int, amount: int, review: ReviewedBlock | None = None
    ) -> "BlockRow":
        start = week.calendar_week.block(number).start
        money = Money(amount, week.job.currency)
        return cls(number, when_text(start), duration_text(seconds), money, review)


def cost(rows: Iterable[BlockRow], currency: str) -> Money:
    """What blocks cost together."""
    return total((row.money for row in rows), currency)
