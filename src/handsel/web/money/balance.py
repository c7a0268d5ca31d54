"""One side's money in one currency, by where it is."""

from dataclasses import dataclass
from datetime import datetime

from handsel.kernel.money import Money
from handsel.work.jobs.lifecycle import Side


@dataclass(frozen=True)
class Balance:
    """One side's money in one currency; `next_at` is when the next part is paid without an answer.

    `objected` is disputed money of milestones, and what a week in review holds for blocks that are not
    decided; `coming_back` is what its review leaves: not worked, or settled for the client.
    What is paid next is a milestone of `next_amount`, or else a timesheet. The client owes what is missing of
    a deposit (`owed`) and is owed after claims (`due`); the freelancer owes after claims (`claimed`).
    """

    side: Side
    currency: str
    free: Money
    in_review: Money
    in_escrow: Money
    objected: Money
    coming_back: Money
    on_its_way: Money
    owed: Money
    claimed: Money
    due: Money
    next_amount: Money | None = None
    next_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.has_parts or any((self.on_its_way, self.owed, self.claimed, self.due)))

    @property
    def has_parts(self) -> bool:
        """Whether anything is there to be shared out in a bar: free, or held for something."""
        return any((self.free, self.in_review, self.in_escrow, self.objected, self.coming_back))
