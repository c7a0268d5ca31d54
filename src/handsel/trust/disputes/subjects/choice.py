"""Which subject a dispute has."""

from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.subjects.claim import ClaimSubject
from handsel.trust.disputes.subjects.hours import HoursSubject
from handsel.trust.disputes.subjects.milestone import MilestoneSubject
from handsel.trust.disputes.subjects.port import Subject


def subject_of(dispute: Dispute) -> Subject:
    """The subject of a dispute."""
    if dispute.milestone is not None:
        return MilestoneSubject(dispute, dispute.milestone)
    if dispute.sheet is None:
        return ClaimSubject(dispute)
    return HoursSubject(dispute, dispute.sheet)
