"""What an operator proposes: an act of a kind, about what, in which job, and why."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from handsel.kernel.json import Facts
from handsel.record.actions import ActionContext
from handsel.trust.approvals.lifecycle import ApprovedKind
from handsel.trust.approvals.models import ProposedAct
from handsel.work.jobs.models import Job


def _no_notice(at: datetime) -> datetime:
    return at


@dataclass(frozen=True)
class Proposal:
    """A proposed act; `notice` gives the instant before which it is not done, from that of the proposal.

    `more` is what else tells one request from another.
    """

    kind: ApprovedKind
    subject: UUID
    job: Job
    reason: str
    notice: Callable[[datetime], datetime] = _no_notice
    more: Facts = field(default_factory=dict)

    def row(self, context: ActionContext) -> ProposedAct:
        """The row of it, not saved yet; it waits for a second operator."""
        return ProposedAct(
            ref=context.id,
            kind=self.kind,
            subject=self.subject,
            job=self.job,
            reason=self.reason,
            proposed_by=context.actor.id,
            proposed_at=context.at,
            not_before=self.notice(context.at),
        )

    def request(self) -> Facts:
        """What identifies the same request."""
        return {"kind": self.kind.value, "subject": str(self.subject), "reason": self.reason, **self.more}
