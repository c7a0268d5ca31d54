"""A dispute about a part of what a milestone holds: frozen in its holding, and shared out of it."""

from dataclasses import dataclass

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.escrow.freezing import unfreeze
from handsel.trust.disputes.subjects.port import Subject
from handsel.work.jobs.acts import JobContext
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.payout import distribute


@dataclass(frozen=True)
class MilestoneSubject(Subject):
    """A milestone."""

    milestone: Milestone

    def unfreeze(self) -> None:
        """Free the amount in the holding."""
        holding = self.milestone.holding
        assert holding is not None
        unfreeze(holding, self.dispute.money)

    def pay(self, context: JobContext, *, to_freelancer: Money, to_client: Money) -> Facts:
        """Release one part of the holding and refund the other."""
        return distribute(context, self.milestone, to_freelancer=to_freelancer, to_client=to_client)

    def default_part(self) -> int:
        """All of it if the milestone is delivered, else nothing."""
        return self.dispute.amount if self.milestone.delivered_at is not None else 0

    def silence_part(self) -> int:
        """Nothing: an operator decides."""
        return 0

    def pay_for_silence(self, context: JobContext) -> Facts:
        """Nothing is paid for silence."""
        raise ValueError("silence pays nothing of a milestone")
