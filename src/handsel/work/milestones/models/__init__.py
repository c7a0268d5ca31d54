"""Milestones with their reports, and what the sides ask of each other about the money in them."""

from handsel.work.milestones.models.milestones import Milestone
from handsel.work.milestones.models.reports import ReportLine, StatusReport
from handsel.work.milestones.models.requests import MoneyRequest, RefundRequest, SplitProposal

__all__ = ["Milestone", "MoneyRequest", "RefundRequest", "ReportLine", "SplitProposal", "StatusReport"]
