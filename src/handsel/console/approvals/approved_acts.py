"""Every act that takes two operators, by its kind."""

from handsel.trust.approvals.acts import ApprovedAct
from handsel.trust.approvals.lifecycle import ApprovedKind
from handsel.trust.conduct.removing import REMOVAL
from handsel.trust.erasing.proposing import ERASURE

APPROVED_ACTS: dict[ApprovedKind, ApprovedAct] = {
    ApprovedKind.REMOVAL: REMOVAL,
    ApprovedKind.ERASURE: ERASURE,
}
"""What is done in each step of an act."""
