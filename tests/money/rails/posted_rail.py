"""A rail that is told by its bank, as a card processor is by its calls: it never has to ask."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from handsel.kernel.json import Facts
from handsel.money.rails.models import Deposit, Payout
from handsel.money.rails.port import Rail, StatementLine, TransferReport


class PostedRail(Rail):
    """A rail whose statement is what a test wrote into it."""

    name = "posted"
    lines: list[StatementLine] = []

    def announce_deposit(self, deposit: Deposit, options: Facts) -> datetime:
        return deposit.asked_at + timedelta(days=2)

    def take_payout(self, payout: Payout, options: Facts) -> datetime:
        return payout.asked_at + timedelta(days=2)

    def reports(self, transfer: UUID, until: datetime) -> Sequence[TransferReport]:
        return []

    def next_report_at(self, transfer: UUID, after: datetime) -> datetime | None:
        return None

    def statement(self, until: datetime) -> Iterable[StatementLine]:
        return self.lines
