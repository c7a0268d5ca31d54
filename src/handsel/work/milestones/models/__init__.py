"""Milestones with their reports, and what the sides ask of each other about the money in them."""

from handsel.work.milestones.models.asks import Ask, RefundRequest, SplitProposal
from handsel.work.milestones.models.milestones import Milestone
from handsel.work.milestones.models.reports import ReportLine, StatusReport

__all__ = ["Ask", "Milestone", "RefundRequest", "ReportLine", "SplitProposal", "StatusReport"]
