"""Looking again at acts that wait for a second operator, once there may be none any more."""

from datetime import datetime

from handsel.tasks.models import schedule
from handsel.trust.approvals.lifecycle import ApprovalStage
from handsel.trust.approvals.models import ProposedAct

ALONE = "approval.alone"
"""The task that gives an act its time if nobody is left to confirm it."""


def recheck_waiting(at: datetime) -> None:
    """Have every act that waits looked at again: who could confirm it may no longer do so."""
    waiting = ProposedAct.objects.filter(stage=ApprovalStage.WAITING)
    for pk in waiting.values_list("pk", flat=True):
        schedule(ALONE, pk, at=at)
