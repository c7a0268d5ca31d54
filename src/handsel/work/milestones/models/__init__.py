"""Milestones with their reports, and the money requests about them."""

from handsel.work.milestones.models.milestones import Milestone
from handsel.work.milestones.models.reports import ReportLine, StatusReport
from handsel.work.milestones.models.requests import MoneyRequest, RefundRequest, SplitProposal

__all__ = ["Milestone", "MoneyRequest", "RefundRequest", "ReportLine", "SplitProposal", "StatusReport"]
