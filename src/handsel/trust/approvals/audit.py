"""Audit: proposed acts against the record of the house, and their clocks."""

from collections.abc import Iterable

from handsel.kernel.audit import Check
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.tasks.models import unscheduled
from handsel.trust.approvals.acts import DO
from handsel.trust.approvals.lifecycle import ApprovalStage
from handsel.trust.approvals.models import APPROVAL_AFTER, ProposedAct

TABLES = (
    RebuiltTable(
        ProposedAct,
        Chain.Kind.HOUSE,
        subject="",
        key=("ref",),
        columns=columns(*(name for name in APPROVAL_AFTER if name != "job"), job="job__uuid"),
        state="proposed_act",
    ),
)


def checks() -> Iterable[Check]:
    """Check that what is to be done by itself is scheduled."""
    scheduled = ProposedAct.objects.filter(stage=ApprovalStage.SCHEDULED)
    late = unscheduled(DO, scheduled, at="done_at")
    faults = [f"proposed act {pk} is to be done by itself, but nothing is scheduled" for pk in late]
    yield Check("every act that takes two operators and has a time is scheduled", scheduled.count(), faults)
